"""Groups become environments: with real Git and real uv."""

import asyncio
import json
import shutil
import subprocess
from pathlib import Path

from services.image_builder.recipe import digest_of_image
from shared.messages.repositories import BuildImage, ImageBuildFailed, ImageBuilt
from tests.fixtures.servers import eventually
from tests.services.image_builder.conftest import Builder, MakeRepository


def environment_of(builder: Builder, command: BuildImage) -> dict[str, str]:
    document = builder.environments / digest_of_image(command.image) / "environment.json"
    loaded: dict[str, str] = json.loads(document.read_text())
    return loaded


def run_python(environment: dict[str, str], code: str) -> str:
    done = subprocess.run([environment["python"], "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.strip()


async def test_two_groups_with_conflicting_pins_live_side_by_side(
    builder: Builder, make_repository: MakeRepository
) -> None:
    repository = make_repository({"Old": "tabulate==0.8.10\n", "New": "tabulate==0.9.0\n"})
    commands = await builder.commands(repository)
    built = await asyncio.gather(*(builder.builds.build(command) for command in commands))
    versions = set()
    for command, event in zip(commands, built, strict=True):
        assert isinstance(event, ImageBuilt)
        assert not event.reused
        assert event.size_bytes > 1_000_000
        environment = environment_of(builder, command)
        versions.add(run_python(environment, "import domino, tabulate; print(tabulate.__version__)"))
        code = Path(environment["repository_root"]) / "operators"
        assert [folder.name for folder in code.iterdir()] == list(environment["operators"])
        assert list(code.rglob("*.pyc"))
    assert versions == {"0.8.10", "0.9.0"}
    await reused_at_once(builder, commands[0])
    await rebuilt_after_removal(builder, commands[0])


async def reused_at_once(builder: Builder, command: BuildImage) -> None:
    event = await builder.builds.build(command)
    assert isinstance(event, ImageBuilt)
    assert event.reused
    assert event.seconds < 0.05


async def rebuilt_after_removal(builder: Builder, command: BuildImage) -> None:
    shutil.rmtree(Path(environment_of(builder, command)["python"]).parents[1])
    event = await builder.builds.build(command)
    assert isinstance(event, ImageBuilt)
    assert not event.reused
    assert run_python(environment_of(builder, command), "import tabulate; print('works')") == "works"


async def test_equal_packages_and_equal_code_are_built_once_for_two_repositories(
    builder: Builder, make_repository: MakeRepository
) -> None:
    one = make_repository({"Echo": "tabulate==0.9.0\n"}, "one")
    other = make_repository({"Echo": "# the same\ntabulate==0.9.0\n"}, "other")
    first, second = (await builder.commands(one))[0], (await builder.commands(other))[0]
    assert digest_of_image(first.image) == digest_of_image(second.image)
    building = asyncio.create_task(builder.builds.build(first))
    # Asked for at the same instant, either of them might have been the one that builds.
    await eventually(lambda: builder.logged)
    waited, built = await builder.builds.build(second), await building
    assert isinstance(built, ImageBuilt)
    assert isinstance(waited, ImageBuilt)
    assert (built.reused, waited.reused) == (False, True)
    assert built.log == waited.log
    assert len(list((builder.environments / "venvs").iterdir())) == 1


async def test_a_change_of_code_shares_the_packages(builder: Builder, make_repository: MakeRepository) -> None:
    repository = make_repository({"Echo": "tabulate==0.9.0\n"})
    first = (await builder.commands(repository))[0]
    await builder.builds.build(first)
    repository.save({"operators/Echo/words.txt": "hello"})
    second = (await builder.commands(repository))[0]
    assert digest_of_image(second.image) != digest_of_image(first.image)
    event = await builder.builds.build(second)
    assert isinstance(event, ImageBuilt)
    assert "shared" in event.log
    assert len(list((builder.environments / "venvs").iterdir())) == 1


async def test_a_failing_requirement_says_which_and_leaves_nothing(
    builder: Builder, make_repository: MakeRepository
) -> None:
    repository = make_repository({"Echo": "tabulate==0.9.0\ntabulate==0.8.10\n"})
    event = await builder.builds.build((await builder.commands(repository))[0])
    assert isinstance(event, ImageBuildFailed)
    assert event.reason == "The packages cannot be installed: you require tabulate==0.9.0 and tabulate==0.8.10."
    assert "No solution found" in event.log
    assert "".join(logged.text for logged in builder.logged) == event.log
    assert list((builder.environments / ".building").iterdir()) == []
    assert not (builder.environments / "venvs").exists()


async def test_a_build_that_takes_too_long_is_stopped(tmp_path: Path, make_repository: MakeRepository) -> None:
    builder = Builder(tmp_path / "hasty", timeout=0.2)
    repository = make_repository({"Echo": "tabulate==0.9.0\n"})
    event = await builder.builds.build((await builder.commands(repository))[0])
    assert isinstance(event, ImageBuildFailed)
    assert "was stopped" in event.reason
    assert list((builder.environments / ".building").iterdir()) == []
