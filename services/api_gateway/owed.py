"""What is owed: from what the rows say and when each thing was last asked for, to what to ask for again now. Pure.

Messages are only the fast path. Whatever was lost on the way, this page finds from the rows alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PATIENCE = timedelta(seconds=10)  # the fast path's time
SILENCE = timedelta(seconds=30)  # a run without news is looked at
LONGEST_WAIT = timedelta(seconds=60)
LONGEST_BUILD_WAIT = timedelta(minutes=30)
MOST_AT_ONCE = 200
MOST_BUILD_ATTEMPTS = 5


class Debt(StrEnum):
    """The kinds of things that may be owed."""

    COMPILE = "compile"
    PUBLISH = "publish"
    CONFIRM = "confirm"
    FETCH = "fetch"
    BUILD = "build"
    REBUILD = "rebuild"
    REMOVE = "remove"
    FORGET = "forget"
    PAUSE = "pause"
    START = "start"
    CANCEL = "cancel"
    OBSERVE = "observe"


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that has not come since `since`; `subject` names the row."""

    debt: Debt
    subject: str
    since: datetime

    @property
    def key(self) -> str:
        return f"{self.debt}:{self.subject}"


@dataclass(frozen=True, slots=True)
class Reminded:
    attempts: int
    next_at: datetime


def owed(facts: Iterable[Fact], reminders: Mapping[str, Reminded], now: datetime) -> list[tuple[Fact, Reminded]]:
    """What to ask for again now, oldest first, each with when it may be asked for the next time."""
    due = [fact for fact in facts if _due(fact, reminders.get(fact.key), now)]
    due.sort(key=lambda fact: fact.since)
    return [(fact, _next(fact, reminders.get(fact.key), now)) for fact in due[:MOST_AT_ONCE]]


def _due(fact: Fact, reminded: Reminded | None, now: datetime) -> bool:
    if reminded is not None:
        return now >= reminded.next_at
    first = {Debt.OBSERVE: SILENCE, Debt.REBUILD: SILENCE}.get(fact.debt, PATIENCE)
    return now - fact.since >= first


def _next(fact: Fact, reminded: Reminded | None, now: datetime) -> Reminded:
    """Twice as long after each attempt, up to a limit: what is really gone must not storm."""
    attempts = reminded.attempts + 1 if reminded else 1
    limit = LONGEST_BUILD_WAIT if fact.debt is Debt.REBUILD else LONGEST_WAIT
    return Reminded(attempts, now + min(limit, PATIENCE * 2 ** min(attempts - 1, 10)))
