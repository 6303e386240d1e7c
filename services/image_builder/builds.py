"""Building images: what is there is reused, what is being built is waited for, and the rest is built within a limit."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from services.image_builder import metrics
from services.image_builder.build_log import BuildLog
from services.image_builder.engine import Built, Engine, Failed
from services.image_builder.installation import Installation
from services.image_builder.recipe import Recipe, digest_of_image
from services.image_builder.sources import NotFetched
from shared.messages.repositories import BuildImage, ImageBuildFailed, ImageBuildLogged, ImageBuilt
from shared.runtime.errors import Transient

log = structlog.get_logger()

Announce = Callable[[ImageBuildLogged], Awaitable[None]]


@dataclass(slots=True)
class _Running:
    """A build under way; those who want the same image wait for `result` and read along."""

    log: BuildLog = field(default_factory=BuildLog)
    result: asyncio.Future[Built | Failed] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Builds:
    def __init__(self, engine: Engine, installation: Installation, announce: Announce, *, timeout: float) -> None:
        self._engine = engine
        self._installation = installation
        self._announce = announce
        self._timeout = timeout
        self._running: dict[str, _Running] = {}

    async def build(self, command: BuildImage) -> ImageBuilt | ImageBuildFailed:
        """Build the image of one group. Raises Transient when the repository is out of reach for now."""
        started = time.perf_counter()
        digest = digest_of_image(command.image)
        running = self._running.get(digest)
        if running is None and (found := await self._engine.find(command.image)) is not None:
            metrics.BUILDS.labels("reused").inc()
            return self._built(command, found, started, "The image is there already.\n", reused=True)
        # Looked up again: another may have begun while the disk was asked.
        is_owner = (running := self._running.get(digest)) is None
        if running is None:
            running = self._running[digest] = _Running()
        await running.log.listen(self._listener(command))
        result = await (self._own(command, digest, running) if is_owner else asyncio.shield(running.result))
        metrics.BUILDS.labels("failed" if isinstance(result, Failed) else "built" if is_owner else "shared").inc()
        if isinstance(result, Failed):
            log.info("image.failed", image=command.image, reason=result.reason)
            return self._failed(command, result.reason, running.log.text)
        return self._built(command, result, started, running.log.text, reused=not is_owner)

    async def _own(self, command: BuildImage, digest: str, running: _Running) -> Built | Failed:
        try:
            async with asyncio.timeout(self._timeout):
                result = await self._build(command, running.log)
        except TimeoutError:
            result = Failed(f"The build took longer than {self._timeout / 60:.0f} minutes and was stopped.")
        except BaseException as error:
            # Those who wait have messages of their own, which are tried again like ours.
            running.result.set_exception(Transient(f"The build they waited for has stopped: {error}"))
            running.result.exception()  # nobody may be waiting
            raise
        finally:
            del self._running[digest]
        running.result.set_result(result)
        return result

    async def _build(self, command: BuildImage, build_log: BuildLog) -> Built | Failed:
        recipe = await self._recipe(command)
        if isinstance(recipe, Failed):
            await build_log.line(recipe.reason)
            return recipe
        started = time.perf_counter()
        result = await self._engine.build(recipe, build_log)
        if isinstance(result, Built):
            metrics.BUILD_SECONDS.observe(time.perf_counter() - started)
            log.info("image.built", image=command.image, seconds=round(time.perf_counter() - started, 2))
        return result

    async def _recipe(self, command: BuildImage) -> Recipe | Failed:
        catalogue = await self._installation.read(command.url, command.commit)
        if isinstance(catalogue, NotFetched):
            message = catalogue.problems[0].message
            if catalogue.is_passing:
                raise Transient(message)
            return Failed(message)
        recipe = catalogue.recipes.get(command.group)
        if recipe is None:
            return Failed(f"The repository has no group {command.group} at this commit: install it again.")
        if recipe.digest != digest_of_image(command.image):
            return Failed("The image was named by another release of the platform: install the repository again.")
        return recipe

    def _listener(self, command: BuildImage) -> Callable[[int, str], Awaitable[None]]:
        async def listener(offset: int, text: str) -> None:
            await self._announce(
                ImageBuildLogged(
                    build_id=command.build_id,
                    repository_id=command.repository_id,
                    group=command.group,
                    offset=offset,
                    text=text,
                )
            )

        return listener

    def _built(self, command: BuildImage, built: Built, started: float, text: str, *, reused: bool) -> ImageBuilt:
        return ImageBuilt(
            build_id=command.build_id,
            repository_id=command.repository_id,
            group=command.group,
            image=command.image,
            engine=self._engine.name,
            size_bytes=built.size_bytes,
            seconds=round(time.perf_counter() - started, 3),
            reused=reused,
            log=text,
        )

    def _failed(self, command: BuildImage, reason: str, text: str) -> ImageBuildFailed:
        return ImageBuildFailed(
            build_id=command.build_id,
            repository_id=command.repository_id,
            group=command.group,
            image=command.image,
            reason=reason,
            log=text,
        )
