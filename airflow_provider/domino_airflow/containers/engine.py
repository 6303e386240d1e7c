"""The Docker Engine as a task meets it: reached, with the image at hand, or a sentence that says what to do."""

from __future__ import annotations

import socket
from collections.abc import Callable

import docker
import requests
from docker.errors import APIError, DockerException, ImageNotFound

from domino_airflow.containers.settings import ContainerSettings
from domino_airflow.runtime import CannotRunError

PATIENCE = 60  # seconds between two signs of life of the Engine
EngineError = (DockerException, requests.RequestException)
"""What its client raises."""


def open_engine(url: str) -> docker.APIClient:
    """Raises CannotRunError where there is no Engine, or none for us."""
    try:
        _knock(url)
        return docker.APIClient(base_url=url, version="auto", timeout=PATIENCE)
    except PermissionError as error:
        raise CannotRunError(
            f"The Docker Engine at {url} does not let us in: add the user that Airflow runs as to the group docker."
        ) from error
    except (*EngineError, OSError) as error:
        raise CannotRunError(
            f"The Docker Engine at {url} cannot be reached: start it, or set AIRFLOW__DOMINO__DOCKER_URL."
        ) from error


def _knock(url: str) -> None:
    """Raise what the system says where nobody listens; the client wraps it beyond recognition, and leaves its socket open."""
    if url.startswith("unix://"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(PATIENCE)
            probe.connect(url.removeprefix("unix://"))


def name_of(image: str, settings: ContainerSettings) -> str:
    return f"{settings.registry.rstrip('/')}/{image}" if settings.registry else image


def fetch(engine: docker.APIClient, image: str, settings: ContainerSettings, say: Callable[[str], None]) -> str:
    """The id of the image, which is pulled when it is not there yet. `say` is told what takes time, and may raise to stop it."""
    name = name_of(image, settings)
    if (found := _find(engine, name)) is not None:
        return found
    if not settings.registry:
        raise CannotRunError(
            f"The image {image} is not on this Docker Engine: open the operator repository in Domino and build it again."
        )
    say(f"Fetching the image {name}.")
    error = _pull(engine, name, settings, say)
    if (found := _find(engine, name)) is not None:
        return found
    raise CannotRunError(_sentence(name, settings, error))


def _find(engine: docker.APIClient, name: str) -> str | None:
    try:
        return str(engine.inspect_image(name)["Id"])
    except ImageNotFound:
        return None
    except EngineError as error:
        raise CannotRunError(f"The Docker Engine does not answer: {explanation(error)}.") from error


def _pull(engine: docker.APIClient, name: str, settings: ContainerSettings, say: Callable[[str], None]) -> str:
    """What went wrong, in the Engine's words."""
    repository, _, tag = name.rpartition(":")
    credentials = {"username": settings.registry_username, "password": settings.registry_password}
    try:
        for answer in engine.pull(
            repository, tag, stream=True, decode=True, auth_config=credentials if settings.registry_username else {}
        ):
            if "error" in answer:
                return str(answer["error"])
            say("")
    except EngineError as error:
        return explanation(error)
    return ""


def _sentence(name: str, settings: ContainerSettings, error: str) -> str:
    lowered = error.lower()
    if any(word in lowered for word in ("unauthorized", "denied", "authentication", "no basic auth")):
        return f"The registry {settings.registry} refuses {name}: check AIRFLOW__DOMINO__REGISTRY_USERNAME and its password."
    if any(word in lowered for word in ("not found", "manifest unknown", "name unknown")) and "lookup" not in lowered:
        return f"The image {name} is not in the registry: open the operator repository in Domino and build it again."
    return f"The image {name} cannot be fetched ({error.rstrip('.')}): check that the registry is up, or AIRFLOW__DOMINO__REGISTRY."


def explanation(error: Exception) -> str:
    """The Engine's own words about it, on one line."""
    text = error.explanation if isinstance(error, APIError) and error.explanation else str(error)
    return " ".join(str(text).split()).rstrip(".")
