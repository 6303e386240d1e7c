"""The base image, made from Debian packages and used by a real Docker Engine."""

import contextlib
import urllib.request

from tests.fixtures.docker_engine import BASE_IMAGE, DockerEngine, ImageRegistry


def test_it_has_python_and_uv_and_a_user_without_rights(docker_engine: DockerEngine) -> None:
    script = 'python --version; uv --version | cut -d" " -f1; pip --version | cut -d" " -f1; id -u; echo $HOME; pwd'
    lines = docker_engine.run(BASE_IMAGE, "sh", "-ec", script).splitlines()
    assert lines[0].startswith("Python 3.11.")
    assert lines[1:] == ["uv", "pip", "10001", "/home/domino", "/home"]


def test_whoever_runs_it_has_a_writable_home(docker_engine: DockerEngine) -> None:
    assert docker_engine.run(BASE_IMAGE, "sh", "-ec", "touch ~/file; id -u", options=("--user", "4321:4321")) == "4321"


def test_the_registry_stores_what_the_engine_pushes(docker_engine: DockerEngine, image_registry: ImageRegistry) -> None:
    with contextlib.closing(docker_engine.client()) as client:
        name = f"{image_registry.address}/empty"
        client.api.import_image_from_data(b"\0" * 1024, repository=name, tag="1")  # an empty archive
        client.images.push(name, "1")
        client.images.remove(f"{name}:1")
    with urllib.request.urlopen(f"http://{image_registry.address}/v2/empty/tags/list") as answer:
        assert b'"tags":["1"]' in answer.read()
