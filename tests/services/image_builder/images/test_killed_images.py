"""A build killed anywhere resumes: one image for one name, and the registry never shows half of one."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from services.image_builder.engines.registry import Registry
from shared.messages.repositories import BuildImage
from tests.fixtures.docker_engine import DockerEngine, ImageRegistry
from tests.fixtures.servers import eventually
from tests.services.image_builder.conftest import MakeRepository
from tests.services.image_builder.images.workplace import MakeWorkplace
from tests.services.image_builder.repositories import OperatorRepository

KILLED = 137
ROOT = Path(__file__).parents[4]
SLOW = "FROM domino-base-piece\nRUN echo slow step; sleep {seconds}\n"
BUILD_ALONE = """
import asyncio, sys
from pathlib import Path
from services.image_builder.engines.registry import Registry
from shared.messages.repositories import BuildImage
from tests.services.image_builder.images.workplace import ImageWorkplace

root, url, registry, command = sys.argv[1:]
workplace = ImageWorkplace(Path(root), url=url, registry=Registry(registry))
asyncio.run(workplace.builds.build(BuildImage.model_validate_json(command)))
workplace.close()
"""

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(docker_engine: DockerEngine, image_registry: ImageRegistry, tmp_path: Path) -> Start:
    """A build in a process of its own, which may be told to die somewhere."""

    def begin(command: BuildImage, fail_at: str = "") -> subprocess.Popen[bytes]:
        environment = os.environ | {"DOMINO_FAIL_AT": fail_at, "PYTHONPATH": f"{ROOT}:{ROOT / 'sdk'}"}
        arguments = (str(tmp_path / "killed"), docker_engine.url, image_registry.address, command.model_dump_json())
        return subprocess.Popen([sys.executable, "-c", BUILD_ALONE, *arguments], env=environment, cwd=ROOT)

    return begin


async def test_killed_at_any_point_it_resumes(
    make_workplace: MakeWorkplace,
    make_repository: MakeRepository,
    docker_engine: DockerEngine,
    image_registry: ImageRegistry,
    start: Start,
) -> None:
    workplace = make_workplace(registry=Registry(image_registry.address))
    command = (await workplace.commands(make_repository({"Echo": "tabulate==0.9.0\n"}, "killed_operators")))[0]
    repository, _, tag = command.image.partition(":")
    for point in ("image_built", "image_tagged"):
        process = start(command, f"image_builder.{point}")
        assert await asyncio.to_thread(process.wait, 120) == KILLED
        assert image_registry.tags(repository) == []
    process = start(command, "image_builder.image_pushed")
    assert await asyncio.to_thread(process.wait, 120) == KILLED
    assert image_registry.tags(repository) == [tag]
    event = await workplace.built(command)
    assert event.reused
    assert event.repo_digest == docker_engine.repo_digest(f"{image_registry.address}/{command.image}")
    workplace.images.prepare()
    assert len(docker_engine.images(command.image)) == 1
    assert docker_engine.unnamed() == []


async def test_killed_while_the_engine_builds_it_resumes(
    make_workplace: MakeWorkplace,
    make_repository: MakeRepository,
    docker_engine: DockerEngine,
    image_registry: ImageRegistry,
    start: Start,
) -> None:
    workplace = make_workplace(registry=Registry(image_registry.address))
    repository = make_repository({"Echo": ""}, "slow_operators")
    depend_on(repository, SLOW.format(seconds=4243))
    process = start((await workplace.commands(repository))[0])
    await docker_engine.something_runs("sleep 4243")
    process.kill()
    process.wait()
    await docker_engine.nothing_runs("sleep 4243")
    depend_on(repository, SLOW.format(seconds=0))
    command = (await workplace.commands(repository))[0]
    assert not (await workplace.built(command)).reused
    name, _, tag = command.image.partition(":")
    assert image_registry.tags(name) == [tag]


async def test_a_build_that_is_cancelled_stops_what_it_started(
    make_workplace: MakeWorkplace, make_repository: MakeRepository, docker_engine: DockerEngine
) -> None:
    workplace = make_workplace()
    repository = make_repository({"Echo": ""})
    depend_on(repository, SLOW.format(seconds=4244))
    task = asyncio.create_task(workplace.builds.build((await workplace.commands(repository))[0]))
    await docker_engine.something_runs("sleep 4244")
    await eventually(lambda: any("slow step" in logged.text for logged in workplace.logged))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await docker_engine.nothing_runs("sleep 4244")


def depend_on(repository: OperatorRepository, text: str) -> None:
    repository.depend("Echo", {"dockerfile": "Dockerfile_echo"}, {"dependencies/Dockerfile_echo": text})
