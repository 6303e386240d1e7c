"""An image_builder whose images are made by a real Docker Engine, and what tests want to know of those images."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domino.images import source_wheel

from services.image_builder.builds import Builds
from services.image_builder.engines.choice import digest_for_docker
from services.image_builder.engines.docker import DockerEngine as Images
from services.image_builder.engines.docker import Limits
from services.image_builder.engines.registry import Registry
from services.image_builder.installation import Installation
from services.image_builder.model_reading import RefusedReading
from services.image_builder.sdk_package import digest_of_sdk
from services.image_builder.sources import Sources
from shared.messages.repositories import BuildImage, ImageBuildFailed, ImageBuilt
from tests.fixtures.docker_engine import BASE_IMAGE, DockerEngine
from tests.services.image_builder.conftest import SDK, Builder

GIB = 1024**3
LIMITS = Limits(image_bytes=4 * GIB, free_bytes=GIB // 4)


@dataclass
class ImageWorkplace(Builder):
    """A Builder with the Docker Engine at `url` instead of environments. Close it."""

    url: str = ""
    registry: Registry | None = None
    image_limits: Limits = LIMITS
    base_image: str = BASE_IMAGE

    def __post_init__(self) -> None:
        digest = digest_for_docker(digest_of_sdk(SDK), self.base_image)
        self.images = Images(self.url, self.base_image, source_wheel(SDK), self.registry, self.image_limits)
        self.images.prepare()
        sources = Sources(self.root / "work", self.resolve, self.credentials, allow_local=True, fetch_timeout=30)
        self.installation = Installation(sources, RefusedReading("models are not read here"), digest)
        self.builds = Builds(self.images, self.installation, self._announce, timeout=self.timeout)

    def close(self) -> None:
        self.images.close()

    async def built(self, command: BuildImage) -> ImageBuilt:
        event = await self.builds.build(command)
        assert isinstance(event, ImageBuilt), event
        return event

    async def failed(self, command: BuildImage) -> ImageBuildFailed:
        event = await self.builds.build(command)
        assert isinstance(event, ImageBuildFailed), event
        return event


MakeWorkplace = Callable[..., ImageWorkplace]


def layers(engine: DockerEngine, image: str) -> list[str]:
    """The ids of an image's layers, from the base up."""
    client = engine.client()
    try:
        found: list[str] = client.api.inspect_image(image)["RootFS"]["Layers"]
        return found
    finally:
        client.close()


def run_operator(
    engine: DockerEngine, image: str, operator: str, inputs: dict[str, Any], storage: Path
) -> dict[str, Any]:
    """The outcome of an operator that is run in its image as the platform does: the request on standard input."""
    folder = f"dag/run/{operator}"
    (storage / folder).mkdir(parents=True)
    for place in (storage, *(storage / folder).parents, storage / folder):
        if place.is_relative_to(storage):
            place.chmod(0o777)
    request = {
        "operator": operator,
        "repository_root": "/home/operators_repository",
        "inputs": inputs,
        "secrets": {},
        "context": {"dag_id": "dag", "run_id": "run", "task_id": operator, "map_index": -1, "try_number": 1},
        "storage_root": "/home/shared_storage",
        "task_folder": folder,
        "upstream_folders": {},
        "output_limit_bytes": 65536,
    }
    engine.run(image, text=json.dumps(request), options=("--volume", f"{storage}:/home/shared_storage"))
    outcome: dict[str, Any] = json.loads((storage / folder / "outcome.json").read_text())
    return outcome
