"""Moves images between an engine and registries."""

import re
from collections.abc import Callable
from typing import Any

import docker
import structlog
from domino.images.buildkit import BuildKitClient

from services.image_builder.engine import Failed
from services.image_builder.engines.registry import Registry
from shared.runtime.errors import Transient
from shared.runtime.failpoints import failpoint

_REFUSED = re.compile(r"unauthorized|denied|authentication|no basic auth", re.IGNORECASE)

log = structlog.get_logger()


class ImageTransfer:
    """`registry` is the one that finished images are pushed to; credentials are shown to no other."""

    def __init__(self, client: BuildKitClient, registry: Registry | None) -> None:
        self._client = client
        self._registry = registry

    def pull(self, image: str) -> str:
        """Why it is not there now; empty when it is."""
        credentials = self._registry.credentials if self._registry is not None and self._registry.holds(image) else {}
        try:
            answers = self._client.pull(*_name_and_tag(image), auth_config=credentials, stream=True, decode=True)
            return next((_error_of(answer) for answer in answers if "error" in answer), "").rstrip(".")
        except docker.errors.APIError as error:
            return str(error.explanation or error).rstrip(".")

    def pushed_digest(self, image: str) -> str | None:
        """The digest under which the registry has it; None where it has not, or where there is no registry."""
        if self._registry is None:
            return None
        name = self._registry.name_of(image)
        try:
            about = self._client.inspect_distribution(name, auth_config=self._registry.credentials)
        except docker.errors.APIError as error:
            # The engine answers 403, 404 or 500 for one and the same; whether it can be pushed shows when it is pushed.
            log.info("registry.not_found", image=image, reason=str(error.explanation))
            return None
        return str(about["Descriptor"]["digest"])

    def take_pushed(self, image: str, say: Callable[[str], None]) -> bool:
        """Whether another machine has pushed it: then it is here now, by its digest."""
        if self._registry is None or (digest := self.pushed_digest(image)) is None:
            return False
        say("Another machine has built it; it is fetched from the registry.\n")
        pinned = f"{self._registry.name_of(image).rpartition(':')[0]}@{digest}"
        if self.pull(pinned):
            return False
        repository, _, tag = image.rpartition(":")
        self._client.tag(pinned, repository, tag)
        return True

    def push(self, image: str, say: Callable[[str], None]) -> str | Failed:
        """Its digest in the registry, which shows it when all of it has arrived; empty where there is no registry.

        Raises Transient when the registry is away.
        """
        if self._registry is None:
            return ""
        repository, _, tag = self._registry.name_of(image).rpartition(":")
        self._client.tag(image, repository, tag)
        say(f"Pushing to {self._registry.address}\n")
        digest = ""
        for answer in self._client.push(
            repository, tag, auth_config=self._registry.credentials, stream=True, decode=True
        ):
            say("")  # ends here when the build has been stopped
            if "error" in answer:
                return _not_pushed(self._registry, _error_of(answer))
            digest = (answer.get("aux") or {}).get("Digest", digest)
        failpoint("image_builder.image_pushed")
        return digest


def _name_and_tag(image: str) -> tuple[str, str | None]:
    """The client would fetch every tag of a name without one."""
    if "@" in image:
        return image, None
    if ":" in image.rpartition("/")[2]:
        name, _, tag = image.rpartition(":")
        return name, tag
    return image, "latest"


def _not_pushed(registry: Registry, error: str) -> Failed:
    if _REFUSED.search(error):
        return Failed(
            f"The registry {registry.address} refuses the push: check DOMINO_REGISTRY_USERNAME and its password."
        )
    raise Transient(f"The image could not be pushed to {registry.address}: {error}")


def _error_of(answer: dict[str, Any]) -> str:
    return " ".join(str(answer["error"]).split())
