"""All stored events, a batch at a time and each batch in one transaction: what the rows say is what was heard, at most once."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from services.api_gateway.database import Database
from services.api_gateway.live.hub import Hub
from services.api_gateway.projections.batch import Batch
from services.api_gateway.projections.repositories import apply_to_build, apply_to_repository
from services.api_gateway.projections.runs import apply_to_run, apply_to_tasks
from services.api_gateway.projections.workflows import apply_to_version, apply_to_workflow, redirect
from services.api_gateway.web.problems import is_database_lost
from shared.messages import ALL, Command, Event
from shared.messages.repositories import (
    ImageBuildFailed,
    ImageBuildStarted,
    ImageBuilt,
    RepositoryFetched,
    RepositoryFetchStarted,
    RepositoryRefused,
)
from shared.messages.runs import RunAccepted, RunObserved, RunRefused, RunVanished, TasksObserved
from shared.messages.workflows import (
    DagForgotten,
    DagImportFailed,
    DagPaused,
    DagPublicationDelayed,
    DagPublished,
    DagRegistered,
    DagRemoved,
    WorkflowCompiled,
    WorkflowCompileFailed,
)
from shared.messaging import Received, Subscription, on_batch
from shared.runtime.failpoints import failpoint

STORED_EVENTS = tuple(message for message in ALL if message.stored and not issubclass(message, Command))
DURABLE = "api_gateway__projections"
BATCH = 200
DATABASE_PAUSE = 0.5

log = structlog.get_logger()


class Projections:
    def __init__(self, database: Database, hub: Hub) -> None:
        self._database = database
        self._hub = hub

    def subscription(self) -> Subscription:
        return on_batch(STORED_EVENTS, self.handle, durable=DURABLE, size=BATCH)

    async def handle(self, batch: Sequence[Received[Any]]) -> Iterable[tuple[Received[Any], Event]]:
        """Write the batch. While the database is away, wait for it: nothing is wrong with the events."""
        failpoint("api_gateway.projections.received")
        # Handled before, perhaps by a replica that died between its commit and its frames.
        is_repeated = any(received.deliveries > 1 for received in batch)
        while True:
            try:
                await self._write([received.message for received in batch], is_repeated=is_repeated)
            except (DBAPIError, PoolTimeoutError, OSError) as error:
                if not is_database_lost(error):
                    raise
                log.warning("projections.no_database", error=type(error).__name__)
                await asyncio.sleep(DATABASE_PAUSE)
            else:
                return ()

    async def _write(self, events: Sequence[Event], *, is_repeated: bool) -> None:
        async with self._database.transaction("api_gateway.projections") as work:
            batch = Batch(work)
            await batch.load(events)
            for event in events:
                await apply(batch, event)
            await batch.show()
            if is_repeated:
                batch.resync()
        for event in events:
            if isinstance(event, ImageBuilt | ImageBuildFailed):
                self._hub.forget_build_log(event.build_id)


async def apply(batch: Batch, event: Event) -> None:
    """Hand an event to the rows it is about."""
    match event:
        case RunRefused():
            await apply_to_run(batch, event)
            await redirect(batch, event)
        case DagRegistered():
            await apply_to_version(batch, event, event.workflow_id, event.version)
            await apply_to_workflow(batch, event, event.workflow_id)
        case (
            WorkflowCompiled() | WorkflowCompileFailed() | DagPublished() | DagPublicationDelayed() | DagImportFailed()
        ):
            await apply_to_version(batch, event, event.workflow_id, event.version)
        case DagRemoved() | DagForgotten() | DagPaused():
            await apply_to_workflow(batch, event, event.workflow_id)
        case RepositoryFetchStarted() | RepositoryFetched() | RepositoryRefused():
            await apply_to_repository(batch, event, event.repository_id)
        case ImageBuildStarted() | ImageBuilt() | ImageBuildFailed():
            await apply_to_build(batch, event)
        case RunAccepted() | RunObserved() | RunVanished():
            await apply_to_run(batch, event)
        case TasksObserved():
            await apply_to_tasks(batch, event)
        case _:
            log.warning("projections.unknown", subject=event.subject)
