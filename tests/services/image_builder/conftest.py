"""A builder on a temporary disk; packages come through uv's shared cache."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.image_builder.builds import Builds
from services.image_builder.engines.environment import EnvironmentEngine
from services.image_builder.installation import Installation
from services.image_builder.sdk_package import digest_of_sdk
from services.image_builder.sources import Sources
from shared.messages.repositories import (
    BuildImage,
    ImageBuildLogged,
    InstallRepository,
    RepositoryFetched,
    RepositoryRefused,
)
from tests.services.image_builder.repositories import OperatorRepository

SDK = Path(__file__).parents[3] / "sdk"

MakeRepository = Callable[..., OperatorRepository]


@dataclass
class Builder:
    """An image_builder without messaging."""

    root: Path
    allow_local: bool = True
    timeout: float = 120.0
    logged: list[ImageBuildLogged] = field(default_factory=list)

    def __post_init__(self) -> None:
        digest = digest_of_sdk(SDK)
        self.environments = self.root / "environments"
        self.engine = EnvironmentEngine(self.environments, SDK, digest)
        self.engine.prepare()
        sources = Sources(self.root / "work", self.resolve, allow_local=self.allow_local, fetch_timeout=30)
        self.installation = Installation(sources, digest)
        self.builds = Builds(self.engine, self.installation, self._announce, timeout=self.timeout)

    async def install(self, url: str, ref: str = "main") -> RepositoryFetched | RepositoryRefused:
        return await self.installation.install(InstallRepository(repository_id="r", url=url, ref=ref))

    async def fetched(self, url: str, ref: str = "main") -> RepositoryFetched:
        event = await self.install(url, ref)
        assert isinstance(event, RepositoryFetched), event
        return event

    async def commands(self, repository: OperatorRepository) -> list[BuildImage]:
        event = await self.fetched(repository.url)
        return [
            BuildImage(
                build_id=f"build-{group.name}",
                repository_id="r",
                url=event.url,
                commit=event.commit,
                group=group.name,
                image=group.image,
            )
            for group in event.groups
        ]

    async def resolve(self, host: str, port: int) -> tuple[str, ...]:
        return ("127.0.0.1",)

    async def _announce(self, event: ImageBuildLogged) -> None:
        self.logged.append(event)


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    return Builder(tmp_path / "builder")


@pytest.fixture
def make_repository(tmp_path: Path) -> MakeRepository:
    def make(requirements: dict[str, str], name: str = "text_operators") -> OperatorRepository:
        return OperatorRepository(tmp_path / "repositories" / name, requirements, name)

    return make
