"""When a workflow runs by itself: presets and cron in a time zone, with start and end; the same instants as Airflow's cron
trigger, changes of daylight saving time included.

A time that the spring change skips is moved on by as much as the clock jumps; a time that the autumn change repeats runs
once, at its second occurrence; expressions for every hour also run in the repeated hour.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from croniter import CroniterError, croniter

from shared.workflow.document import CronSchedule, PresetSchedule
from shared.workflow.problems import Problem, pointer

ONCE: Final = "@once"
PRESETS: Final = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
}

_NAMES = "sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_FIELD = re.compile(rf"(?:[0-9*?/,\-#lL]|{_NAMES})+", re.IGNORECASE | re.ASCII)
_MAX_CRON = 200
_SOME_YEAR = datetime(2024, 1, 1)  # noqa: DTZ001 - croniter counts in local wall-clock time
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+)*", re.ASCII)
_NOT_PLACES = ("posix", "right", "localtime", "Factory", "posixrules")

Timed = CronSchedule | PresetSchedule


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo | None:
    """The time zone called `name` in the tz database, or None."""
    if len(name) > 64 or not _ZONE.fullmatch(name) or name.partition("/")[0] in _NOT_PLACES:
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return None


def expression(schedule: Timed) -> str | None:
    """The cron expression of a schedule; None for @once."""
    return schedule.cron if isinstance(schedule, CronSchedule) else PRESETS.get(schedule.preset)


def bounds(schedule: Timed) -> tuple[datetime | None, datetime | None]:
    """Start and end in the schedule's zone; times without an offset are meant there."""
    place = zone(schedule.timezone) or ZoneInfo("UTC")
    start, end = (
        moment and (moment.replace(tzinfo=place) if moment.tzinfo is None else moment.astimezone(place))
        for moment in (schedule.start_at, schedule.end_at)
    )
    return start, end


def check_schedule(schedule: Timed) -> Iterator[Problem]:
    """Yield what keeps the schedule from meaning anything."""
    place = ("settings", "schedule")
    known_zone = zone(schedule.timezone) is not None
    if not known_zone:
        yield Problem(
            path=pointer(*place, "timezone"),
            code="schedule.unknown_time_zone",
            message=f"“{schedule.timezone[:60]}” is not a time zone; use a name such as Europe/Zurich or UTC.",
        )
    if isinstance(schedule, CronSchedule):
        yield from _check_cron(schedule.cron)
    if schedule.catchup and schedule.start_at is None:
        yield Problem(
            path=pointer(*place, "start_at"),
            code="schedule.catchup_needs_start",
            message="Catching up needs a start; set the time of the first run.",
        )
    start, end = bounds(schedule) if known_zone else (None, None)
    if start and end and end <= start:
        yield Problem(
            path=pointer(*place, "end_at"),
            code="schedule.ends_before_start",
            message="The schedule ends before it starts; set a later end.",
        )


def _check_cron(cron: str) -> Iterator[Problem]:
    path = pointer("settings", "schedule", "cron")
    fields = cron.split()
    if len(cron) > _MAX_CRON or len(fields) != 5 or not all(map(_FIELD.fullmatch, fields)):
        message = "A cron expression has five fields (minute hour day month weekday), such as 0 6 * * 1-5."
        yield Problem(path=path, code="schedule.bad_cron", message=message)
        return
    if not croniter.is_valid(cron):
        message = (
            "A field of this cron expression is out of range; an example is 0 6 * * 1-5 (at 6:00, Monday to Friday)."
        )
        yield Problem(path=path, code="schedule.bad_cron", message=message)
    elif _after(cron, _SOME_YEAR) is None:
        message = "No day ever matches this cron expression; change its day or month."
        yield Problem(path=path, code="schedule.never_runs", message=message)


def next_run(schedule: Timed | None, after: datetime, last: datetime | None = None) -> datetime | None:
    """The first scheduled run after `after` and after `last`, the latest run that exists; in UTC. None when there is none,
    and for @once without a start, which runs as soon as Airflow knows it."""
    if schedule is None:
        return None
    start, end = bounds(schedule)
    cron = expression(schedule)
    if cron is None:
        moment = start if start and start > after and last is None else None
    else:
        # The start itself is a run when the expression matches it.
        floors = (after, last, start and start.astimezone(UTC) - timedelta(microseconds=1))
        moment = _next(cron, zone(schedule.timezone) or ZoneInfo("UTC"), max(filter(None, floors)).astimezone(UTC))
    if moment is None or (end is not None and moment > end):
        return None
    return moment.astimezone(UTC)


def next_runs(schedule: Timed | None, after: datetime, count: int) -> list[datetime]:
    """The next `count` scheduled runs after `after`, in UTC; fewer when the schedule ends."""
    found: list[datetime] = []
    while len(found) < count:
        moment = next_run(schedule, after, last=found[-1] if found else None)
        if moment is None:
            break
        found.append(moment)
        after = moment
    return found


def _next(cron: str, place: ZoneInfo, after: datetime) -> datetime | None:
    local = after.astimezone(place)
    wall = local.replace(tzinfo=None)
    scheduled = _after(cron, wall)
    if scheduled is None:
        return None
    if _every_hour(cron):
        # Real time, not wall-clock time: in the repeated hour of autumn the runs go on.
        return after + (scheduled - wall)
    while scheduled is not None:
        moment = _on_the_clock(scheduled, place)
        if moment > after:
            return moment
        # Skipped times that were moved on can come out at or before a later one.
        scheduled = _after(cron, scheduled)
    return None


def _on_the_clock(wall: datetime, place: ZoneInfo) -> datetime:
    """The last instant at which clocks show `wall`; for a time that they skip, as long after the jump as it is after the
    jump's beginning."""
    moment = wall.replace(tzinfo=place, fold=1).astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None) != wall:
        return wall.replace(tzinfo=place).astimezone(UTC)
    return moment


def _after(cron: str, wall: datetime) -> datetime | None:
    try:
        moment: datetime = croniter(cron, start_time=wall).get_next(datetime)
    except (CroniterError, OverflowError, ValueError):
        return None
    return moment


def _every_hour(cron: str) -> bool:
    return bool(croniter(cron).expanded[1] == ["*"])
