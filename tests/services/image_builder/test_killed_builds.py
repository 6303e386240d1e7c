"""A build killed anywhere leaves nothing half-done: the next one finishes it and sweeps what was left."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from shared.messages.repositories import BuildImage, ImageBuilt
from tests.fixtures.servers import eventually
from tests.services.image_builder.conftest import Builder, MakeRepository
from tests.services.image_builder.test_environments import environment_of, run_python

KILLED = 137
ROOT = Path(__file__).parents[3]
BUILD_ALONE = """
import asyncio, sys
from pathlib import Path
from shared.messages.repositories import BuildImage
from tests.services.image_builder.conftest import Builder

asyncio.run(Builder(Path(sys.argv[1])).builds.build(BuildImage.model_validate_json(sys.argv[2])))
"""


def build_in_a_process(root: Path, command: BuildImage, fail_at: str = "") -> subprocess.Popen[bytes]:
    environment = os.environ | {"DOMINO_FAIL_AT": fail_at, "PYTHONPATH": f"{ROOT}:{ROOT / 'sdk'}"}
    arguments = [sys.executable, "-c", BUILD_ALONE, str(root), command.model_dump_json()]
    return subprocess.Popen(arguments, env=environment, cwd=ROOT)


async def finished_by_the_next(root: Path, command: BuildImage) -> ImageBuilt:
    builder = Builder(root)  # preparing sweeps
    assert list((builder.environments / ".building").iterdir()) == []
    event = await builder.builds.build(command)
    assert isinstance(event, ImageBuilt)
    assert run_python(environment_of(builder, command), "import tabulate; print('works')") == "works"
    return event


async def test_killed_at_any_point_it_resumes(tmp_path: Path, make_repository: MakeRepository) -> None:
    root = tmp_path / "builder"
    command = (await Builder(root).commands(make_repository({"Echo": "tabulate==0.9.0\n"})))[0]
    for point in ("image_builder.venv_ready", "image_builder.before_rename", "image_builder.built"):
        process = build_in_a_process(root, command, point)
        assert await asyncio.to_thread(process.wait, 120) == KILLED
    event = await finished_by_the_next(root, command)
    assert event.reused, "it was in place already when the last one was killed"
    assert len(list((root / "environments" / "venvs").iterdir())) == 1


async def test_killed_while_uv_works_it_resumes(tmp_path: Path, make_repository: MakeRepository) -> None:
    root = tmp_path / "builder"
    command = (await Builder(root).commands(make_repository({"Echo": "tabulate==0.9.0\n"})))[0]
    process = build_in_a_process(root, command)
    await eventually(lambda: any((root / "environments" / ".building").glob("venv-*/venv")))
    process.kill()
    process.wait()
    event = await finished_by_the_next(root, command)
    assert not event.reused
    inside = [child for child in psutil.process_iter() if works_in(child, root)]
    assert inside == []


def works_in(process: psutil.Process, root: Path) -> bool:
    try:
        return Path(process.cwd()).is_relative_to(root)
    except psutil.Error:
        return False


async def test_a_build_that_is_cancelled_stops_what_it_started(tmp_path: Path, make_repository: MakeRepository) -> None:
    builder = Builder(tmp_path / "builder")
    command = (await builder.commands(make_repository({"Echo": "tabulate==0.9.0\n"})))[0]
    task = asyncio.create_task(builder.builds.build(command))
    await eventually(lambda: any((builder.environments / ".building").glob("venv-*/requirements.txt")))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert list((builder.environments / ".building").iterdir()) == []
    assert not any(works_in(process, builder.root) for process in psutil.process_iter())
