"""Groups become images: with a real Docker Engine, real Git and real packages."""

import asyncio
import time
from pathlib import Path

from services.image_builder.engines.registry import Registry
from shared.messages.repositories import BuildImage, ImageBuilt
from tests.fixtures.docker_engine import DockerEngine, ImageRegistry
from tests.services.image_builder.conftest import MakeRepository
from tests.services.image_builder.images.workplace import ImageWorkplace, MakeWorkplace, layers, run_operator
from tests.services.image_builder.repositories import OperatorRepository


async def build_all(workplace: ImageWorkplace, commands: list[BuildImage]) -> list[ImageBuilt]:
    return list(await asyncio.gather(*(workplace.built(command) for command in commands)))


async def test_the_examples_become_one_image_per_group_in_the_registry(
    make_workplace: MakeWorkplace,
    examples: OperatorRepository,
    docker_engine: DockerEngine,
    image_registry: ImageRegistry,
    tmp_path: Path,
) -> None:
    workplace = make_workplace(registry=Registry(image_registry.address))
    commands = await workplace.commands(examples)
    built = await build_all(workplace, commands)
    assert len({command.image for command in commands}) == len(commands) == 2
    for command, event in zip(commands, built, strict=True):
        assert not event.reused
        assert event.engine == "docker"
        assert event.size_bytes > 100_000_000
        assert event.repo_digest.startswith("sha256:")
        repository, _, tag = command.image.partition(":")
        assert image_registry.tags(repository) == [tag]
    outcome = run_operator(docker_engine, commands[1].image, "Fibonacci", {"n": 5}, tmp_path / "storage")
    assert outcome["status"] == "success", outcome
    await nothing_is_built_again(workplace, commands)
    await one_changed_line_rebuilds_the_last_layer(workplace, examples, commands, docker_engine)


async def nothing_is_built_again(workplace: ImageWorkplace, commands: list[BuildImage]) -> None:
    started = time.perf_counter()
    assert all(event.reused for event in await build_all(workplace, commands))
    assert time.perf_counter() - started < 2


async def one_changed_line_rebuilds_the_last_layer(
    workplace: ImageWorkplace, examples: OperatorRepository, before: list[BuildImage], engine: DockerEngine
) -> None:
    file = "operators/Fibonacci/operator.py"
    examples.save({file: (examples.folder / file).read_text() + "\n# changed\n"})
    after = await workplace.commands(examples)
    changed = [(old.image, new.image) for old, new in zip(before, after, strict=True) if old.image != new.image]
    assert len(changed) == 1
    await build_all(workplace, after)
    old, new = (layers(engine, image) for image in changed[0])
    assert old[:-1] == new[:-1]
    assert old[-1] != new[-1]


async def test_equal_content_of_two_repositories_is_built_once_and_has_both_names(
    workplace: ImageWorkplace, make_repository: MakeRepository, docker_engine: DockerEngine
) -> None:
    commands = [
        (await workplace.commands(make_repository({"Echo": "tabulate==0.8.9\n"}, name)))[0] for name in ("one", "other")
    ]
    events = await build_all(workplace, commands)
    assert sorted("Installing the packages" in event.log for event in events) == [False, True]
    assert "it is shared" in "".join(event.log for event in events)
    assert docker_engine.images(commands[0].image) == docker_engine.images(commands[1].image) != []
