"""Starts git_sync: `python -m services.git_sync`."""

import asyncio
from datetime import UTC, datetime
from functools import partial

from services.git_sync.handlers import Handlers
from services.git_sync.private_clone import PrivateClone
from services.git_sync.publication import Publication
from services.git_sync.settings import Settings
from services.git_sync.workflows_repository import WorkflowsRepository
from shared.messages.workflows import PublishDag, RemoveDag
from shared.messaging.bus import Bus
from shared.messaging.subscriptions import on_batch
from shared.messaging.worker import Worker
from shared.runtime.health import HealthAddress
from shared.runtime.logging import configure_logging

NAME = "git_sync"


async def main() -> None:
    settings = Settings()
    configure_logging(NAME)
    remote = settings.workflows_remote.get_secret_value()
    clone = PrivateClone(settings.work_root, remote)
    repository = await asyncio.to_thread(WorkflowsRepository, clone, remote)
    bus = Bus(NAME, settings.nats_url.get_secret_value())
    handlers = Handlers(Publication(repository, now=partial(datetime.now, UTC)), bus.announce)
    worker = Worker(
        bus,
        [on_batch((PublishDag, RemoveDag), handlers.publish, durable="git_sync__publication")],
        health=HealthAddress(settings.health_host, settings.health_port),
        checks={"workflows_remote": handlers.check_remote},
        background=[partial(handlers.watch, settings.remote_check_seconds)],
    )
    async with worker:
        await worker.run_until_stopped()
    clone.close()


if __name__ == "__main__":
    asyncio.run(main())
