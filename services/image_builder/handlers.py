"""Translates commands into installations and builds, and says when they begin."""

from collections.abc import Awaitable, Callable

from services.image_builder import metrics
from services.image_builder.builds import Builds
from services.image_builder.installation import Installation
from shared.messages.message import Event
from shared.messages.repositories import (
    BuildImage,
    ImageBuildStarted,
    InstallRepository,
    RepositoryFetched,
    RepositoryFetchStarted,
)


class Handlers:
    def __init__(
        self, installation: Installation, builds: Builds, announce: Callable[[Event], Awaitable[None]]
    ) -> None:
        self._installation = installation
        self._builds = builds
        self._announce = announce

    async def install(self, command: InstallRepository) -> tuple[Event, ...]:
        await self._announce(RepositoryFetchStarted(repository_id=command.repository_id))
        event = await self._installation.install(command)
        metrics.INSTALLATIONS.labels("fetched" if isinstance(event, RepositoryFetched) else "refused").inc()
        return (event,)

    async def build(self, command: BuildImage) -> tuple[Event, ...]:
        await self._announce(
            ImageBuildStarted(
                build_id=command.build_id,
                repository_id=command.repository_id,
                group=command.group,
                image=command.image,
            )
        )
        return (await self._builds.build(command),)
