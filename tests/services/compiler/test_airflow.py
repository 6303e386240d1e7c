"""A real Airflow imports the golden files, and schedules at the times that we announce. One process for all."""

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.workflow_compiler.core import Compiled, compile_workflow
from shared.workflow.digest import carried_digest, digest_in
from shared.workflow.document import CronSchedule, Task
from shared.workflow.graph import edges
from shared.workflow.schedule import next_runs
from shared.workflow.validation import validate
from tests.fixtures.golden import Golden, goldens, operators
from tests.services.compiler.conftest import CHECKOUT
from tests.unit.workflow.builders import STEP, chain

SPRING, AUTUMN = "2026-03-28T12:00:00+00:00", "2026-10-24T12:00:00+00:00"
CRONS = (
    "30 2 * * *", "0 3 * * *", "0 * * * *", "*/20 1-3 * * *", "15,45 * * * 0", "0 0 1 * *", "0 6 * * 1-5", "0 12 * * 7",
    "0 0 L * *", "0 9 * * 5#2", "0 9 ? * *", "0 9 * JAN-DEC MON,wed", "59 23 31 12 *", "0 0 29 2 *", "0 0 13 * 5", "5/15 * * * *",
)  # fmt: skip
ZONES = ("UTC", "Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
SCHEDULES = [
    {"cron": cron, "timezone": zone, "after": after} for cron in CRONS for zone in ZONES for after in (SPRING, AUTUMN)
]

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def airflow(airflow_python: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Airflow makes of the golden files, of a chain of 300 tasks and of the schedules."""
    home = tmp_path_factory.mktemp("airflow")
    dags = home / "dags"
    dags.mkdir()
    for golden in goldens():
        (dags / golden.file.name).write_text(golden.file.read_text())
    long = compile_workflow(chain(300), {"lib/Step": STEP}, dag_id="long_1", name="Long")
    assert isinstance(long, Compiled)
    (dags / "long_1.py").write_text(long.source)
    finished = subprocess.run(
        [airflow_python, CHECKOUT / "tests" / "fixtures" / "airflow_side.py", dags],
        input=json.dumps({"schedules": SCHEDULES}),
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "AIRFLOW_HOME": str(home),
            "PYTHONPATH": str(CHECKOUT / "airflow_provider"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-4_000:]
    answer: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return answer


each_golden = pytest.mark.parametrize("golden", goldens(), ids=[golden.file.stem for golden in goldens()])


def test_every_file_is_imported_without_errors(airflow: dict[str, Any]) -> None:
    assert airflow["errors"] == {}
    assert set(airflow["dags"]) == {"long_1", *(golden.dag_id for golden in goldens())}


def tasks_of(golden: Golden) -> dict[str, Task]:
    definition = validate(golden.definition, operators()).definition
    assert definition is not None
    return definition.tasks


@each_golden
def test_airflow_has_the_tasks_and_edges_of_the_definition(airflow: dict[str, Any], golden: Golden) -> None:
    before = edges(tasks_of(golden))
    after = {key: sorted(one for one in before if key in before[one]) for key in before}
    assert airflow["dags"][golden.dag_id]["tasks"] == after


@each_golden
def test_airflow_shows_names_as_they_were_typed(airflow: dict[str, Any], golden: Golden) -> None:
    dag = airflow["dags"][golden.dag_id]
    assert dag["display_name"] == golden.name
    assert dag["display_names"] == {key: task.title or key for key, task in tasks_of(golden).items()}


@each_golden
def test_the_digest_survives_airflows_serialization(airflow: dict[str, Any], golden: Golden) -> None:
    assert digest_in(airflow["dags"][golden.dag_id]["doc_md"]) == carried_digest(golden.file.read_text())


def pick(answer: dict[str, Any], name: str, *fields: str) -> list[Any]:
    return [answer["dags"][f"{name}_1a2b3c4d"][field] for field in fields]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chain", ["None", None, None, 1]),
        ("cron_in_zone", ["0 6 * * 1-5", None, None, 1]),
        ("preset", ["0 0 * * *", None, None, 1]),
        ("once", ["@once", "2026-10-25T01:30:00+00:00", None, 1]),
        ("catch_up", ["*/15 * * * *", "2026-03-08T06:30:00+00:00", "2026-12-31T23:59:59+00:00", 4]),
    ],
)
def test_airflow_has_the_schedule(airflow: dict[str, Any], name: str, expected: list[Any]) -> None:
    assert pick(airflow, name, "timetable", "start", "end", "max_active_runs") == expected


def test_airflow_has_the_params_with_their_defaults(airflow: dict[str, Any]) -> None:
    assert pick(airflow, "params", "params") == [{"city": "Bern", "tries": 3, "day": None}]


@pytest.mark.parametrize("index", range(len(SCHEDULES)), ids=[" ".join(one.values()) for one in SCHEDULES])
def test_runs_are_announced_for_when_airflow_starts_them(airflow: dict[str, Any], index: int) -> None:
    asked = SCHEDULES[index]
    schedule = CronSchedule(cron=asked["cron"], timezone=asked["timezone"])
    ours = next_runs(schedule, datetime.fromisoformat(asked["after"]), 4)
    assert [one.astimezone(UTC).isoformat() for one in ours] == airflow["runs"][index]
