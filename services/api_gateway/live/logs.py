"""Task logs while somebody reads them: the tail is leased for seconds and renewed as long as a socket listens.

A reader subscribes first, then fetches the log over HTTP, then applies what comes: so the tail starts at the size that the file
has when the first one subscribes, and nothing falls between.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from domino import storage_layout
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from services.api_gateway.database import Database
from services.api_gateway.live.hub import Hub
from services.api_gateway.live.topics import LogTopic, log_topic
from services.api_gateway.runs.files import log_names
from services.api_gateway.runs.storage import Storage
from services.api_gateway.tables import Run, TaskRun
from shared.messages.runs import LogAppended, TailLog
from shared.messaging import Bus

LEASE = 10.0  # seconds
RENEW = 4.0
LOOK = 0.2  # seconds until a new subscription is noticed
NOT_MAPPED = -1

log = structlog.get_logger()


@dataclass(slots=True)
class Tail:
    """A log being followed; `offset` is where the next text is expected."""

    command: TailLog
    offset: int
    renew_at: float
    done: bool = False


class TaskLogs:
    def __init__(self, hub: Hub, bus: Bus, database: Database, storage: Storage) -> None:
        self._hub = hub
        self._bus = bus
        self._database = database
        self._storage = storage
        self._tails: dict[str, Tail] = {}

    async def run(self) -> None:
        """Keep a lease for every log topic that somebody listens to on this replica."""
        while True:
            wanted = set(self._hub.topics("log:"))
            for topic in self._tails.keys() - wanted:
                del self._tails[topic]
            for topic in sorted(wanted):
                try:
                    await self._renew(topic)
                except (SQLAlchemyError, OSError) as error:
                    log.warning("log.not_tailed", error=type(error).__name__)
            await asyncio.sleep(LOOK)

    async def on_log(self, event: LogAppended) -> None:
        data = {
            "run_id": event.run_id,
            "task": event.task_id,
            "map_index": event.map_index,
            "try_number": event.try_number,
            "offset": event.offset,
            "text": event.text,
            "done": event.done,
        }
        newest = f"log:{event.run_id}/{event.task_id}"
        # One answer may serve both who follows the newest try and who asked for this one by number.
        topics = (newest,) if event.try_number is None else (newest, f"{newest}/{event.try_number}")
        for topic in topics:
            tail = self._tails.get(topic)
            if tail is not None:
                tail.offset = max(tail.offset, event.next_offset)
                tail.done = event.done
        self._hub.send(topics, "task.log", datetime.now(UTC), data)

    async def _renew(self, topic: str) -> None:
        now = asyncio.get_running_loop().time()
        tail = self._tails.get(topic)
        if tail is None:
            parts = log_topic(topic)
            command = await self._first_command(parts) if parts else None
            if command is None:
                return
            tail = self._tails[topic] = Tail(command, command.offset, now)
        if now < tail.renew_at:
            return
        tail.renew_at = now + RENEW
        await self._bus.announce(tail.command.model_copy(update={"offset": tail.offset}))

    async def _first_command(self, topic: LogTopic) -> TailLog | None:
        async with self._database.reading() as session:
            query = (
                select(Run.dag_id, Run.dag_run_id, TaskRun.try_number)
                .join(TaskRun, TaskRun.run_id == Run.id)
                .where(Run.id == topic.run_id, TaskRun.task == topic.task)
                .order_by(TaskRun.map_index)
                .limit(1)
            )
            row = (await session.execute(query)).first()
        if row is None:
            return None
        folder = storage_layout.task_folder(row.dag_id, row.dag_run_id, topic.task)
        size = 0
        for name in log_names(row.try_number, topic.try_number):
            read = await self._storage.read_from(folder.results, name, 0, 0)
            if read is not None:
                size = read[1]
                break
        return TailLog(
            run_id=topic.run_id,
            dag_id=row.dag_id,
            dag_run_id=row.dag_run_id,
            task_id=topic.task,
            map_index=NOT_MAPPED,
            try_number=topic.try_number,
            offset=size,
            lease_seconds=LEASE,
        )
