"""Level-triggered healing: every ten seconds, whatever the rows still owe is asked for again, even of a wiped NATS store."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from services.api_gateway.database import Database, Transaction
from services.api_gateway.debts import facts_of
from services.api_gateway.owed import Fact, Reminded, owed
from services.api_gateway.repeating import repeat
from services.api_gateway.repositories.catalogues import Catalogues
from services.api_gateway.tables import Idempotency, Reminder, SignIn, Ticket

INTERVAL = 10.0  # seconds
LOCK = 0x646F6D03
KEEP_ANSWERS = timedelta(hours=24)
KEEP_SIGN_INS = timedelta(days=30)

log = structlog.get_logger()


class Reconciler:
    """One replica at a time; the lock lasts as long as the transaction."""

    def __init__(self, database: Database, catalogues: Catalogues) -> None:
        self._database = database
        self._catalogues = catalogues

    async def run(self) -> None:
        while True:
            await asyncio.sleep(INTERVAL)
            try:
                await self.reconcile()
            except (SQLAlchemyError, OSError) as error:
                log.warning("reconciler.interrupted", error=type(error).__name__)

    async def reconcile(self, now: datetime | None = None) -> int:
        """Ask again for what is due; return how much that was."""
        async with self._database.transaction("api_gateway.reconciler") as work:
            if not await work.session.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": LOCK}):
                return 0
            moment = now or datetime.now(UTC)
            facts = await facts_of(work.session)
            due = owed(facts, await _reminders(work.session), moment)
            await _forget_settled(work.session, facts)
            for fact, reminded in due:
                await repeat(work, self._catalogues, fact)
                await _remember(work, fact, reminded)
            await _tidy(work.session, moment)
        if due:
            log.info("reconciler.asked_again", count=len(due), debts=sorted({fact.debt for fact, _ in due}))
        return len(due)


async def _reminders(session: AsyncSession) -> dict[str, Reminded]:
    rows = await session.scalars(select(Reminder))
    return {row.key: Reminded(row.attempts, row.next_at) for row in rows}


async def _forget_settled(session: AsyncSession, facts: Sequence[Fact]) -> None:
    """What is owed no more starts with fresh patience the next time."""
    await session.execute(delete(Reminder).where(Reminder.key.not_in([fact.key for fact in facts])))


async def _remember(work: Transaction, fact: Fact, reminded: Reminded) -> None:
    row = {"key": fact.key, "attempts": reminded.attempts, "next_at": reminded.next_at}
    statement = insert(Reminder).values(row)
    changes = {name: statement.excluded[name] for name in ("attempts", "next_at")}
    await work.session.execute(statement.on_conflict_do_update(index_elements=["key"], set_=changes))


async def _tidy(session: AsyncSession, now: datetime) -> None:
    """Drop what nobody can ask for any more."""
    done: Iterable[object] = (
        delete(Idempotency).where(Idempotency.created_at < now - KEEP_ANSWERS),
        delete(Ticket).where(Ticket.expires_at < now),
        delete(SignIn).where(SignIn.expires_at < now - KEEP_SIGN_INS),
    )
    for statement in done:
        await session.execute(statement)  # type: ignore[call-overload]
