"""Starts image_builder: `python -m services.image_builder`."""

import asyncio

from services.image_builder.builds import Builds
from services.image_builder.engines.environment import EnvironmentEngine
from services.image_builder.handlers import Handlers
from services.image_builder.host_addresses import resolve
from services.image_builder.installation import Installation
from services.image_builder.scratch import sweep
from services.image_builder.sdk_package import digest_of_sdk
from services.image_builder.settings import Settings
from services.image_builder.sources import Sources
from shared.messages.repositories import BuildImage, InstallRepository
from shared.messaging.bus import Bus
from shared.messaging.subscriptions import on
from shared.messaging.worker import Worker
from shared.runtime.health import HealthAddress
from shared.runtime.logging import configure_logging

NAME = "image_builder"


async def main() -> None:
    settings = Settings()
    configure_logging(NAME)
    sdk_digest = digest_of_sdk(settings.sdk_root)
    engine = EnvironmentEngine(settings.environments_root.resolve(), settings.sdk_root, sdk_digest)
    await asyncio.to_thread(engine.prepare)
    settings.work_root.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(sweep, settings.work_root)
    sources = Sources(
        settings.work_root,
        resolve,
        allow_local=settings.allow_local_repositories,
        fetch_timeout=settings.fetch_timeout_seconds,
    )
    installation = Installation(sources, sdk_digest)
    bus = Bus(NAME, settings.nats_url.get_secret_value())
    builds = Builds(engine, installation, bus.announce, timeout=settings.build_timeout_seconds)
    handlers = Handlers(installation, builds, bus.announce)
    subscriptions = [
        on(InstallRepository, handlers.install, concurrency=4),
        on(BuildImage, handlers.build, concurrency=settings.build_concurrency),
    ]
    health = HealthAddress(settings.health_host, settings.health_port)
    async with Worker(bus, subscriptions, health=health, checks={"disk": engine.check}) as worker:
        await worker.run_until_stopped()


if __name__ == "__main__":
    asyncio.run(main())
