"""The port that builds ask an engine through; `engines/` has one file for each engine."""

from dataclasses import dataclass
from typing import Literal, Protocol

from services.image_builder.build_log import BuildLog
from services.image_builder.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Built:
    """`repo_digest` is what a registry calls the image, empty where there is none."""

    size_bytes: int
    repo_digest: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """`reason` is one sentence that may be shown."""

    reason: str


class Engine(Protocol):
    @property
    def name(self) -> Literal["environment", "docker"]: ...

    def identity(self, image: str) -> str:
        """Equal for names that are one and the same to this engine: they are built once."""

    async def find(self, image: str) -> Built | None:
        """The image when it is there and whole."""

    async def build(self, recipe: Recipe, log: BuildLog) -> Built | Failed:
        """Make the image; it is there completely or not at all. Being cancelled stops everything it started."""

    async def check(self) -> None:
        """Raise when nothing could be built now."""

    def close(self) -> None:
        """Let go of what it holds open."""
