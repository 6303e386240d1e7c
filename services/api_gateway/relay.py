"""From the outbox to NATS: one leader, woken by the database, publishing in batches.

A crash between publishing and deleting publishes the same ids again; the stream knows them and keeps one. The leader is whoever
holds the advisory lock; the lock goes with its connection, so a dead leader never blocks.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg
import structlog

from services.api_gateway.address import connection_arguments
from shared.messages import ALL
from shared.messaging import Bus, Outgoing
from shared.runtime.errors import Transient
from shared.runtime.failpoints import failpoint

LEADER_LOCK = 0x646F6D01
CHANNEL = "outbox"
BATCH = 500
CANDIDATE_PAUSE = 2.0  # seconds between attempts to become the leader
POLL = 5.0  # seconds; a notification lost with a connection must not strand a row
TROUBLE_PAUSE = 0.5

KINDS = {message.subject: message for message in ALL}

log = structlog.get_logger()


class Relay:
    """Runs for ever; losing the database or NATS only pauses it."""

    def __init__(self, database_url: str, bus: Bus) -> None:
        self._arguments = connection_arguments(database_url)
        self._bus = bus
        self._news = asyncio.Event()
        self.is_leader = False

    async def run(self) -> None:
        while True:
            try:
                connection = await asyncpg.connect(**self._arguments)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("relay.no_database", error=type(error).__name__)
                await asyncio.sleep(TROUBLE_PAUSE)
                continue
            try:
                await self._lead(connection)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("relay.interrupted", error=type(error).__name__)
                await asyncio.sleep(TROUBLE_PAUSE)
            finally:
                self.is_leader = False
                connection.terminate()

    async def _lead(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        # The lock is another process's, so there is no event to wait for.
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", LEADER_LOCK):  # noqa: ASYNC110
            await asyncio.sleep(CANDIDATE_PAUSE)
        self.is_leader = True
        await connection.add_listener(CHANNEL, lambda *_: self._news.set())
        while True:
            self._news.clear()
            try:
                while await self.publish_waiting(connection):
                    pass
            except Transient as error:
                log.warning("relay.publish_failed", error=str(error))
                await asyncio.sleep(TROUBLE_PAUSE)
                continue
            try:
                async with asyncio.timeout(POLL):
                    await self._news.wait()
            except TimeoutError:
                continue

    async def publish_waiting(self, connection: "asyncpg.Connection[asyncpg.Record]") -> bool:
        """Publish the oldest rows and delete them; return whether there may be more."""
        rows = await connection.fetch(
            "SELECT sequence, id, subject, payload, correlation_id FROM outbox ORDER BY sequence LIMIT $1", BATCH
        )
        if not rows:
            return False
        failpoint("api_gateway.relay.before_publish")
        await self._bus.publish_batch(_outgoing(rows))
        failpoint("api_gateway.relay.after_publish")
        await connection.execute("DELETE FROM outbox WHERE sequence = ANY($1)", [row["sequence"] for row in rows])
        return len(rows) == BATCH


def _outgoing(rows: Sequence[Any]) -> list[Outgoing]:
    return [
        Outgoing(
            message=KINDS[row["subject"]].model_validate_json(row["payload"]),
            id=row["id"],
            correlation_id=row["correlation_id"],
        )
        for row in rows
    ]
