"""The schedule as Airflow's timetable.

A plain cron string would take its time zone from `start_date` and its meaning from Airflow's configuration;
`CronTriggerTimetable` carries both itself and is right across changes of daylight saving time.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from services.workflow_compiler.core.program import Call
from shared.workflow.document import Schedule
from shared.workflow.schedule import ONCE, bounds, expression


def timing_of(schedule: Schedule) -> Iterator[tuple[str, Any]]:
    """The arguments of DAG that say when it runs by itself."""
    start, end = bounds(schedule)
    cron = expression(schedule)
    if cron is None:
        yield "schedule", ONCE
    else:
        shown = getattr(schedule, "preset", cron)
        keywords: dict[str, Any] = {"timezone": schedule.timezone}
        if start is None:
            # Without this Airflow starts a run on saving when the last scheduled time was not long ago.
            keywords["run_immediately"] = Call("timedelta", (0,))
        yield "schedule", Call("CronTriggerTimetable", (shown,), keywords)
    if start is not None:
        yield "start_date", _moment(start, schedule.timezone)
    if end is not None:
        yield "end_date", _moment(end, schedule.timezone)
    yield "catchup", schedule.catchup


def _moment(moment: datetime, zone: str) -> Call:
    later = moment.replace(fold=1 - moment.fold)
    if moment.utcoffset() != later.utcoffset():
        # Clocks show this time twice or never: only UTC is clear.
        moment, zone = moment.astimezone(UTC), "UTC"
    parts = [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.microsecond]
    while len(parts) > 3 and parts[-1] == 0:
        parts.pop()
    return Call("pendulum.datetime", tuple(parts), {"tz": zone})
