"""The connection pool, and the transaction that everything is written in: rows, outbox and frames together or not at all."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from services.api_gateway.ids import new_id
from services.api_gateway.states import BuildStatus
from services.api_gateway.tables import Build, Outbox
from shared.messages import Command
from shared.messages.frames import FrameReady
from shared.messages.repositories import BuildImage
from shared.runtime.failpoints import failpoint

POOL_SIZE = 10
POOL_OVERFLOW = 10
POOL_TIMEOUT = 10  # seconds; then the caller hears 503 instead of waiting for ever
STATEMENT_TIMEOUT = "30000"  # milliseconds

Announce = Callable[[FrameReady], Awaitable[None]]


class Transaction:
    """One unit of work. Commands go to the outbox in the same commit; frames are announced after it."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self.session = session
        self.now = now
        self.frames: list[FrameReady] = []
        self.after_commit: list[Callable[[], None]] = []

    async def send(self, *commands: Command, correlation_id: str = "") -> None:
        """Owe these to NATS. A build that is asked for becomes part of its repository's history at once."""
        for command in commands:
            if isinstance(command, BuildImage):
                await self._record_build(command)
            message_id = new_id()
            self.session.add(
                Outbox(
                    id=message_id,
                    subject=command.subject,
                    payload=command.model_dump_json().encode(),
                    correlation_id=correlation_id or message_id,
                )
            )

    def show(self, topics: tuple[str, ...], event: str, data: dict[str, Any]) -> None:
        self.frames.append(FrameReady(topics=topics, event=event, at=self.now, data=data))

    async def _record_build(self, command: BuildImage) -> None:
        row = {
            "id": command.build_id,
            "repository_id": command.repository_id,
            "group": command.group,
            "image": command.image,
            "commit": command.commit,
            "status": BuildStatus.QUEUED,
            "created_at": self.now,
        }
        await self.session.execute(insert(Build).values(row).on_conflict_do_nothing())


class Database:
    """Hands out transactions. Nothing is open before the first use, so a database that is down does not stop the start."""

    def __init__(self, url: str, announce: Announce) -> None:
        self.engine = create_async_engine(
            url,
            pool_size=POOL_SIZE,
            max_overflow=POOL_OVERFLOW,
            pool_timeout=POOL_TIMEOUT,
            pool_pre_ping=True,
            hide_parameters=True,  # they hold secrets and documents, and errors are logged
            connect_args={"timeout": 5, "server_settings": {"statement_timeout": STATEMENT_TIMEOUT}},
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self._announce = announce

    @contextlib.asynccontextmanager
    async def transaction(self, point: str) -> AsyncIterator[Transaction]:
        """Commit when the block ends, roll back when it raises; `point` names the fault experiments' lines here."""
        async with self._sessions() as session:
            work = Transaction(session, datetime.now(UTC))
            async with session.begin():
                yield work
                await session.flush()
                failpoint(f"{point}.before_commit")
            failpoint(f"{point}.after_commit")
        for follow_up in work.after_commit:
            follow_up()
        failpoint(f"{point}.before_frames")
        for frame in work.frames:
            await self._announce(frame)

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session for queries alone."""
        async with self._sessions() as session:
            yield session

    async def close(self) -> None:
        await self.engine.dispose()
