"""The port that builds ask an engine through; `engines/` has one file for each engine."""

from dataclasses import dataclass
from typing import Literal, Protocol

from services.image_builder.build_log import BuildLog
from services.image_builder.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Built:
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Failed:
    """`reason` is one sentence that may be shown."""

    reason: str


class Engine(Protocol):
    @property
    def name(self) -> Literal["environment", "docker"]: ...

    async def find(self, image: str) -> Built | None:
        """The image when it is there and whole."""

    async def build(self, recipe: Recipe, log: BuildLog) -> Built | Failed:
        """Make the image; it is there completely or not at all. Being cancelled stops everything it started."""
