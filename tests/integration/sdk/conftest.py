"""One environment with the distribution for all tests of the runner; every test has its own storage."""

from pathlib import Path

import pytest

from tests.integration.sdk.environments import Environment, make_environment


@pytest.fixture(scope="session")
def runner_python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_environment(tmp_path_factory.mktemp("environment") / "venv")


@pytest.fixture
def environment(runner_python: Path, tmp_path: Path) -> Environment:
    return Environment(runner_python, tmp_path / "storage")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    return tmp_path / "repository"
