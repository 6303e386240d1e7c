"""A builder on a temporary disk; packages come through uv's shared cache."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.image_builder.builds import Builds
from services.image_builder.credentials import Credential, Credentials
from services.image_builder.engines.environment import DOCUMENT, EnvironmentEngine
from services.image_builder.installation import Installation
from services.image_builder.isolation import Isolation, Limits
from services.image_builder.model_reading import IsolatedReading
from services.image_builder.recipe import digest_of_image
from services.image_builder.sdk_package import digest_of_sdk
from services.image_builder.sources import Sources
from shared.messages.repositories import (
    BuildImage,
    ImageBuildLogged,
    InstallRepository,
    PreviewRepository,
    RepositoryFetched,
    RepositoryPreviewed,
    RepositoryRefused,
)
from tests.services.image_builder.repositories import OperatorRepository

SDK = Path(__file__).parents[3] / "sdk"

MakeRepository = Callable[..., OperatorRepository]


@dataclass
class Stored:
    """Credentials by the address that they were stored for, as the gateway gives them out."""

    by_url: dict[str, str]
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def get(self, repository_id: str, url: str) -> Credential | None:
        self.asked.append((repository_id, url))
        return Credential(self.by_url[url]) if url in self.by_url else None


@dataclass
class Builder:
    """An image_builder without messaging."""

    root: Path
    allow_local: bool = True
    timeout: float = 120.0
    environments: Path = None  # type: ignore[assignment] # a folder of its own below root
    credentials: Credentials = field(default_factory=lambda: Stored({}))
    limits: Limits = field(default_factory=Limits)
    logged: list[ImageBuildLogged] = field(default_factory=list)

    def __post_init__(self) -> None:
        digest = digest_of_sdk(SDK)
        self.environments = self.environments or self.root / "environments"
        self.engine = EnvironmentEngine(self.environments, SDK, digest)
        self.engine.prepare()
        sources = Sources(
            self.root / "work", self.resolve, self.credentials, allow_local=self.allow_local, fetch_timeout=30
        )
        isolation = Isolation(self.root / "work", self.limits)
        models = IsolatedReading(self.engine, self.environments, isolation, build_timeout=120)
        self.installation = Installation(sources, models, digest)
        self.builds = Builds(self.engine, self.installation, self._announce, timeout=self.timeout)

    async def install(self, url: str, ref: str = "main") -> RepositoryFetched | RepositoryRefused:
        return await self.installation.install(InstallRepository(repository_id="r", url=url, ref=ref))

    async def preview(self, url: str, ref: str = "main") -> RepositoryPreviewed:
        return await self.installation.preview(PreviewRepository(repository_id="", preview_id="p", url=url, ref=ref))

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

    def python_of(self, image: str) -> Path:
        """The interpreter of a finished environment."""
        document = json.loads((self.environments / digest_of_image(image) / DOCUMENT).read_bytes())
        return Path(document["python"])

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
