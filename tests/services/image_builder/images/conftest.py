"""Workplaces with the Docker engine, closed when their test ends."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.docker_engine import DockerEngine
from tests.services.image_builder.images.workplace import ImageWorkplace, MakeWorkplace
from tests.services.image_builder.repositories import OperatorRepository, git

EXAMPLES = Path(__file__).parents[4] / "examples" / "operators_repository"


@pytest.fixture
def make_workplace(docker_engine: DockerEngine, tmp_path: Path) -> Iterator[MakeWorkplace]:
    made: list[ImageWorkplace] = []

    def make(**options: object) -> ImageWorkplace:
        made.append(ImageWorkplace(tmp_path / f"builder{len(made)}", url=docker_engine.url, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for workplace in made:
        workplace.close()


@pytest.fixture
def workplace(make_workplace: MakeWorkplace) -> ImageWorkplace:
    return make_workplace()


@pytest.fixture
def examples(tmp_path: Path) -> OperatorRepository:
    """The example operators, committed."""
    repository = OperatorRepository.__new__(OperatorRepository)
    repository.folder = tmp_path / "examples"
    shutil.copytree(EXAMPLES, repository.folder, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
    git(repository.folder, "init", "--quiet", "--initial-branch=main", ".")
    repository.save({})
    return repository
