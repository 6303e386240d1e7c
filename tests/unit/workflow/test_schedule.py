"""When workflows run: zones, changes of daylight saving time, start and end."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from shared.workflow.document import CronSchedule, PresetSchedule
from shared.workflow.schedule import next_run, next_runs
from tests.unit.workflow.builders import definition, found, task


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def cron(expression: str, timezone: str = "Europe/Zurich", **more: object) -> CronSchedule:
    return CronSchedule.model_validate({"cron": expression, "timezone": timezone, **more})


def test_cron_counts_in_its_own_zone() -> None:
    assert next_run(cron("0 6 * * 1-5"), at("2026-11-22T12:00+00:00")) == at("2026-11-23T06:00+01:00")
    assert next_run(cron("0 6 * * *"), at("2026-07-01T05:00+00:00")) == at("2026-07-02T06:00+02:00")


def test_the_next_run_is_after_the_given_time() -> None:
    assert next_run(cron("0 6 * * *"), at("2026-07-01T06:00+02:00")) == at("2026-07-02T06:00+02:00")


def test_a_time_that_spring_skips_runs_when_the_clock_has_jumped() -> None:
    runs = next_runs(cron("30 2 * * *"), at("2026-03-28T12:00+01:00"), 2)
    assert runs == [at("2026-03-29T03:30+02:00"), at("2026-03-30T02:30+02:00")]


def test_a_time_that_autumn_repeats_runs_once() -> None:
    runs = next_runs(cron("30 2 * * *"), at("2026-10-24T12:00+02:00"), 2)
    assert runs == [at("2026-10-25T02:30+01:00"), at("2026-10-26T02:30+01:00")]


def test_every_hour_runs_in_the_repeated_hour_too() -> None:
    runs = next_runs(cron("30 * * * *"), at("2026-10-25T01:00+02:00"), 4)
    assert [one.hour for one in runs] == [23, 0, 1, 2]
    assert {(later - earlier).seconds for earlier, later in pairwise(runs)} == {3600}


def test_every_hour_goes_on_over_the_skipped_one() -> None:
    runs = next_runs(cron("0 * * * *"), at("2026-03-29T00:30+01:00"), 3)
    assert [one.hour for one in runs] == [0, 1, 2]


def test_presets_are_cron_expressions() -> None:
    daily = PresetSchedule(preset="@daily", timezone="America/New_York")
    assert next_run(daily, at("2026-11-22T12:00+00:00")) == at("2026-11-23T00:00-05:00")


def test_a_start_that_matches_is_the_first_run() -> None:
    schedule = cron("0 6 * * *", start_at="2027-01-01T06:00:00")
    assert next_run(schedule, at("2026-11-22T12:00+00:00")) == at("2027-01-01T06:00+01:00")


def test_nothing_runs_after_the_end() -> None:
    schedule = cron("0 6 * * *", end_at="2026-11-24T06:00:00")
    runs = next_runs(schedule, at("2026-11-22T12:00+00:00"), 5)
    assert runs == [at("2026-11-23T06:00+01:00"), at("2026-11-24T06:00+01:00")]


def test_once_runs_at_its_start_and_never_again() -> None:
    once = PresetSchedule.model_validate({"preset": "@once", "start_at": "2027-01-01T00:00:00Z"})
    start = at("2027-01-01T00:00+00:00")
    assert next_run(once, at("2026-11-22T12:00+00:00")) == start
    assert next_run(once, start) is None
    assert next_run(once, at("2026-11-22T12:00+00:00"), last=start) is None


def test_without_a_schedule_there_is_no_next_run() -> None:
    assert next_run(None, at("2026-11-22T12:00+00:00")) is None


@pytest.mark.parametrize(
    "expression",
    ["", "daily", "* * * *", "* * * * * *", "60 * * * *", "*/0 * * * *", "H * * * *", "R R * * *", "@daily"],
)
def test_bad_cron_is_refused(expression: str) -> None:
    document = definition({"a": task()}, schedule={"cron": expression})
    assert found(document) == [("/settings/schedule/cron", "schedule.bad_cron")]


@pytest.mark.parametrize("expression", ["0 0 30 2 *", "0 0 31 4,6,9,11 *"])
def test_cron_that_never_comes_is_refused(expression: str) -> None:
    document = definition({"a": task()}, schedule={"cron": expression})
    assert found(document) == [("/settings/schedule/cron", "schedule.never_runs")]


@pytest.mark.parametrize(
    "expression", ["*/5 0-6 1,15 jan-mar MON", "0 0 29 2 *", "0 0 L * *", "0 0 * * 7", "0 0 * * 5#3"]
)
def test_good_cron_is_taken(expression: str) -> None:
    assert found(definition({"a": task()}, schedule={"cron": expression})) == []


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "../etc/passwd", "/etc/localtime", "localtime", "x" * 200, "Europe"]
)
def test_unknown_time_zones_are_refused(zone: str) -> None:
    document = definition({"a": task()}, schedule={"cron": "0 6 * * *", "timezone": zone})
    assert found(document) == [("/settings/schedule/timezone", "schedule.unknown_time_zone")]


def test_an_end_before_the_start_is_refused() -> None:
    schedule = {"preset": "@daily", "start_at": "2026-11-22T12:00:00Z", "end_at": "2026-11-22T13:00:00+02:00"}
    assert found(definition({"a": task()}, schedule=schedule)) == [
        ("/settings/schedule/end_at", "schedule.ends_before_start")
    ]


def test_catching_up_needs_a_start() -> None:
    document = definition({"a": task()}, schedule={"preset": "@daily", "catchup": True})
    assert found(document) == [("/settings/schedule/start_at", "schedule.catchup_needs_start")]
