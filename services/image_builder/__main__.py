"""Starts image_builder: `python -m services.image_builder`."""

import asyncio
import contextlib

import structlog

from services.image_builder.builds import Builds
from services.image_builder.credentials import GatewayCredentials
from services.image_builder.engine import Engine
from services.image_builder.engines.choice import open_engine
from services.image_builder.engines.environment import EnvironmentEngine
from services.image_builder.handlers import Handlers
from services.image_builder.host_addresses import resolve
from services.image_builder.installation import Installation
from services.image_builder.isolation import Isolation
from services.image_builder.model_reading import IsolatedReading, ModelReading, RefusedReading
from services.image_builder.scratch import sweep
from services.image_builder.settings import Settings
from services.image_builder.sources import Sources
from shared.messages.repositories import BuildImage, InstallRepository, PreviewRepository
from shared.messaging.bus import Bus
from shared.messaging.subscriptions import on
from shared.messaging.worker import Worker
from shared.runtime.health import HealthAddress
from shared.runtime.logging import configure_logging

NAME = "image_builder"

log = structlog.get_logger()


async def main() -> None:
    settings = Settings()
    configure_logging(NAME)
    engine, platform_digest = await asyncio.to_thread(open_engine, settings)
    settings.work_root.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(sweep, settings.work_root)
    sources = Sources(
        settings.work_root,
        resolve,
        GatewayCredentials(settings.gateway_url, settings.builder_key.get_secret_value()),
        known_hosts=settings.known_hosts,
        allow_local=settings.allow_local_repositories,
        fetch_timeout=settings.fetch_timeout_seconds,
    )
    installation = Installation(sources, await _model_reading(settings, engine), platform_digest)
    bus = Bus(NAME, settings.nats_url.get_secret_value())
    builds = Builds(engine, installation, bus.announce, timeout=settings.build_timeout_seconds)
    handlers = Handlers(installation, builds, bus.announce)
    subscriptions = [
        on(PreviewRepository, handlers.preview, concurrency=4),
        on(InstallRepository, handlers.install, concurrency=4),
        on(BuildImage, handlers.build, concurrency=settings.build_concurrency),
    ]
    health = HealthAddress(settings.health_host, settings.health_port)
    with contextlib.closing(engine):
        async with Worker(bus, subscriptions, health=health, checks={engine.name: engine.check}) as worker:
            await worker.run_until_stopped()


async def _model_reading(settings: Settings, engine: Engine) -> ModelReading:
    if not settings.read_models:
        return RefusedReading("this platform does not read models itself")
    if not isinstance(engine, EnvironmentEngine):
        return RefusedReading("a platform that builds images does not read models itself")
    isolation = Isolation(settings.work_root)
    if (reason := await isolation.reason_against()) is not None:
        log.warning("models.not_read", reason=reason)
        return RefusedReading(f"this machine cannot isolate the reading of models ({reason})")
    return IsolatedReading(
        engine, settings.environments_root.resolve(), isolation, build_timeout=settings.build_timeout_seconds
    )


if __name__ == "__main__":
    asyncio.run(main())
