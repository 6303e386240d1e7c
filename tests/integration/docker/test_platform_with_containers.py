"""A whole platform whose operators live in images: built by the engine, pushed to a registry, run by Airflow in containers."""

import json
import threading
import time
from collections.abc import Iterator

import pytest
from domino_airflow.containers.specification import STORAGE
from domino_airflow.runtime import CONTAINER_STORAGE

from deploy.local.containers import Containers
from deploy.local.domino_platform import Platform
from deploy.local.examples import Examples
from tests.fixtures.docker_engine import BASE_IMAGE, DockerEngine, ImageRegistry
from tests.fixtures.platforms import Running, start_platform, stop_platform
from tests.fixtures.rest import Person, definition, task

WORKFLOW = "Flower model"


@pytest.fixture(scope="module")
def contained(docker_engine: DockerEngine, image_registry: ImageRegistry) -> Iterator[Running]:
    """A platform with containers and the examples in it."""
    variables = {
        "DOMINO_RUNTIME": "docker",
        "DOMINO_DOCKER_URL": docker_engine.url,
        "DOMINO_REGISTRY": image_registry.address,
    }
    builder = {"DOMINO_BASE_IMAGE": BASE_IMAGE, "DOMINO_SMALLEST_FREE_MIB": "256"}
    platform = start_platform({"image_builder": builder}, containers=Containers.of(variables))
    try:
        Examples(platform.home.examples, platform.gateway(), lambda _: None, threading.Event()).install()
        yield Running(platform)
    finally:
        stop_platform(platform)


@pytest.fixture
def owner(contained: Running) -> Iterator[Person]:
    person = contained.owner()
    yield person
    person.close()


def test_an_example_runs_green_with_the_outputs_that_processes_give(
    contained: Running,
    owner: Person,
    running: Running,
    person: Person,
    docker_engine: DockerEngine,
    image_registry: ImageRegistry,
) -> None:
    there = outputs_of_example(owner)
    here = outputs_of_example(person)
    assert CONTAINER_STORAGE in json.dumps(there)
    assert str(contained.platform.storage_root) not in json.dumps(there)
    assert without_places(there, CONTAINER_STORAGE) == without_places(here, str(running.platform.storage_root))
    repositories = image_registry.folder / "images/docker/registry/v2/repositories"
    assert len(list(repositories.glob("examples-*"))) == 2
    assert containers(docker_engine, contained.platform) == []


def outputs_of_example(person: Person) -> dict[str, object]:
    workflows = person.get(f"/workspaces/{person.workspace}/workflows")["items"]
    workflow = next(found["id"] for found in workflows if found["name"] == WORKFLOW)
    person.wait_ready(workflow, 1)
    run = person.start(workflow)["id"]
    ended = person.wait_run(run)
    assert ended["state"] == "success", {key: person.log(run, key) for key in person.tasks(run)}
    return {key: person.get(f"/runs/{run}/tasks/{key}/output") for key in sorted(person.tasks(run))}


def without_places(outputs: dict[str, object], root: str) -> object:
    """The outputs with every path told from the run's folder on: workflows and runs have other ids in every platform."""

    def relative(value: object) -> object:
        match value:
            case str() if value.startswith(f"{root}/"):
                return value.removeprefix(f"{root}/").split("/", 2)[2]
            case dict():
                return {key: relative(item) for key, item in value.items()}
            case list():
                return [relative(item) for item in value]
        return value

    return relative(outputs)


def containers(engine: DockerEngine, platform: Platform) -> list[object]:
    client = engine.client()
    try:
        found: list[object] = client.api.containers(all=True, filters={"label": f"{STORAGE}={platform.storage_root}"})
        return found
    finally:
        client.close()


def test_cancelling_a_run_ends_its_container_within_seconds(
    contained: Running, owner: Person, docker_engine: DockerEngine
) -> None:
    tasks = {"slow": task("r/Wait", {"seconds": 600})}
    workflow = owner.create("Slow", definition(contained.examples_url, contained.examples_ref, tasks))["id"]
    owner.wait_ready(workflow, 1)
    run = owner.start(workflow)["id"]
    owner.wait(
        lambda: {"n": len(containers(docker_engine, contained.platform))}, lambda seen: seen["n"] == 1, "container", 60
    )
    begun = time.monotonic()
    owner.http.post(f"/runs/{run}/cancel").raise_for_status()
    owner.wait(
        lambda: {"n": len(containers(docker_engine, contained.platform))}, lambda seen: seen["n"] == 0, "its end", 30
    )
    assert time.monotonic() - begun < 15
    assert owner.wait_run(run)["state"] in ("cancelled", "failed")
