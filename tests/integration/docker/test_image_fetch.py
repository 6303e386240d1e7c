"""A task's image comes from the engine or from the registry, or the sentence says what to do."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import docker
import pytest
from domino_airflow.containers.engine import fetch, open_engine
from domino_airflow.containers.settings import ContainerSettings
from domino_airflow.runtime import CannotRunError

from tests.fixtures.docker_engine import DockerEngine, ImageRegistry

IMAGE = "small:0123456789abcdef"


@pytest.fixture
def engine(docker_engine: DockerEngine) -> Iterator[docker.APIClient]:
    with contextlib.closing(open_engine(docker_engine.url)) as client:
        yield client


@pytest.fixture
def settings(
    docker_engine: DockerEngine, engine: docker.APIClient, locked_registry: ImageRegistry
) -> ContainerSettings:
    """Those of a machine whose registry, and only that, has IMAGE; it asks for a password."""
    repository, _, tag = IMAGE.rpartition(":")
    there = f"{locked_registry.address}/{repository}"
    credentials = {"username": locked_registry.username, "password": locked_registry.password}
    engine.import_image_from_data(b"\0" * 1024, repository=there, tag=tag)  # an empty archive
    answers = engine.push(there, tag, auth_config=credentials, stream=True, decode=True)
    assert [answer for answer in answers if "error" in answer] == []
    engine.remove_image(f"{there}:{tag}")
    return ContainerSettings(
        docker_engine.url,
        "/storage",
        registry=locked_registry.address,
        registry_username=locked_registry.username,
        registry_password=locked_registry.password,
    )


def test_it_is_fetched_once(engine: docker.APIClient, settings: ContainerSettings) -> None:
    said: list[str] = []
    first = fetch(engine, IMAGE, settings, said.append)
    assert said[0] == f"Fetching the image {settings.registry}/{IMAGE}."
    again: list[str] = []
    assert fetch(engine, IMAGE, settings, again.append) == first
    assert again == []


def test_fetching_can_be_stopped(engine: docker.APIClient, settings: ContainerSettings) -> None:
    class StoppedError(Exception):
        pass

    def say(text: str) -> None:
        if not text:
            raise StoppedError

    with pytest.raises(StoppedError):
        fetch(engine, IMAGE, settings, say)


def test_a_registry_that_refuses_us_is_named_with_the_cure(
    engine: docker.APIClient, settings: ContainerSettings
) -> None:
    with pytest.raises(CannotRunError, match=r"refuses .* check AIRFLOW__DOMINO__REGISTRY_USERNAME") as refused:
        fetch(engine, IMAGE, replace(settings, registry_password="guessed"), print)
    assert "guessed" not in str(refused.value)


def test_an_image_that_is_nowhere_is_named_with_the_cure(engine: docker.APIClient, settings: ContainerSettings) -> None:
    with pytest.raises(CannotRunError, match=r"small:fedcba98 is not in the registry: .* build it again"):
        fetch(engine, "small:fedcba98", settings, print)
    with pytest.raises(CannotRunError, match=r"small:fedcba98 is not on this Docker Engine: .* build it again"):
        fetch(engine, "small:fedcba98", replace(settings, registry=""), print)


def test_a_registry_that_is_down_is_named_with_the_cure(
    engine: docker.APIClient, settings: ContainerSettings, locked_registry: ImageRegistry
) -> None:
    locked_registry.stop()
    with pytest.raises(CannotRunError, match=r"cannot be fetched .*: check that the registry is up"):
        fetch(engine, IMAGE, settings, print)
