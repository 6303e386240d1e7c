"""A Docker runtime with an image of operators on a real engine."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docker
import pytest
from domino_airflow.containers.settings import ContainerSettings
from domino_airflow.containers.specification import STORAGE
from domino_airflow.docker_runtime import DockerRuntime

from tests.fixtures.docker_engine import BASE_IMAGE, DockerEngine
from tests.fixtures.operator_images import build_image
from tests.fixtures.servers import wait_until
from tests.integration.docker.container_operators import CONTAINER_OPERATORS
from tests.unit.airflow_provider.environments import code_of
from tests.unit.airflow_provider.runtime_cases import DIGEST, OPERATORS

# As authors fetch models when their image is built.
DOCKERFILE = f"FROM {BASE_IMAGE}\nUSER root\nRUN mkdir ~/.cache && echo fetched > ~/.cache/model\n"


@pytest.fixture(scope="session")
def engine(docker_engine: DockerEngine) -> DockerEngine:
    """The engine, with the image of the operators."""
    build_image(docker_engine, code_of(OPERATORS | CONTAINER_OPERATORS), f"x:{DIGEST}", DOCKERFILE)
    return docker_engine


@pytest.fixture
def docker_runtime(engine: DockerEngine, tmp_path: Path) -> Iterator[DockerRuntime]:
    """Its shared storage is `tmp_path`. Whatever a test does with it, no container may be left."""
    runtime = DockerRuntime(ContainerSettings(engine.url, str(tmp_path)), tmp_path, 1_000_000)
    yield runtime
    wait_until(lambda: containers_of(engine, runtime) == [])


def containers_of(engine: DockerEngine, runtime: DockerRuntime) -> list[dict[str, Any]]:
    """All that `docker inspect` tells of the containers of a runtime's storage, whether they run or not."""
    with contextlib.closing(engine.client()) as client:
        label = f"{STORAGE}={runtime.settings.storage_source}"
        described = []
        for container in client.api.containers(all=True, filters={"label": label}):
            with contextlib.suppress(docker.errors.NotFound):  # gone by now
                described.append(client.api.inspect_container(container["Id"]))
        return described


def label_of(container: dict[str, Any], name: str) -> str:
    return str(container["Config"]["Labels"][name])
