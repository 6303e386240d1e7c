"""Runs: what is asked of Airflow, and what was seen there."""

from datetime import datetime
from typing import Any, ClassVar, Literal

from shared.messages.message import Command, Document, Event


class StartRun(Command):
    """Start exactly the version whose DAG carries `digest`; `dag_run_id` makes a repeated command harmless."""

    subject: ClassVar[str] = "cmd.run_monitor.v1.start_run"

    run_id: str
    workflow_id: str
    version: int
    dag_id: str
    dag_run_id: str
    digest: str
    params: dict[str, Any]


class RunAccepted(Event):
    """Airflow has the run (now or already), on the DAG that carries `digest`."""

    subject: ClassVar[str] = "evt.run.v1.accepted"

    run_id: str
    dag_id: str
    dag_run_id: str
    digest: str


class RunRefused(Event):
    """Airflow does not run it: another version is registered by now (`superseded`), the DAG is unknown there, or the
    parameters do not fit."""

    subject: ClassVar[str] = "evt.run.v1.refused"

    run_id: str
    dag_id: str
    reason: Literal["superseded", "unknown_dag", "invalid_params"]
    message: str


class CancelRun(Command):
    subject: ClassVar[str] = "cmd.run_monitor.v1.cancel_run"

    run_id: str
    dag_id: str
    dag_run_id: str


class RetryRun(Command):
    """Clear the failed tasks (`tasks` empty) or the named ones, so that Airflow runs them again."""

    subject: ClassVar[str] = "cmd.run_monitor.v1.retry_run"

    request_id: str
    run_id: str
    dag_id: str
    dag_run_id: str
    tasks: tuple[str, ...]


class ObserveRun(Command):
    """Look at one run now: the gateway has had no news of it for too long."""

    subject: ClassVar[str] = "cmd.run_monitor.v1.observe_run"

    run_id: str
    dag_id: str
    dag_run_id: str


class RunObserved(Event):
    """A run as Airflow has it. `state` is Airflow's; `observed_at` orders observations of one run."""

    subject: ClassVar[str] = "evt.run.v1.observed"

    dag_id: str
    dag_run_id: str
    state: str
    run_type: str
    logical_date: datetime | None
    queued_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    commit: str | None
    params: dict[str, Any]
    observed_at: datetime


class RunVanished(Event):
    """Airflow does not know the run (never had it, or it was deleted there)."""

    subject: ClassVar[str] = "evt.run.v1.vanished"

    run_id: str
    dag_id: str
    dag_run_id: str


class TaskObservation(Document):
    """A task run as Airflow has it; `map_index` is -1 for a task that is not mapped; `state` null before scheduling."""

    task_id: str
    map_index: int
    try_number: int
    state: str | None
    started_at: datetime | None
    ended_at: datetime | None
    note: str | None
    observed_at: datetime


class TasksObserved(Event):
    """Changed task runs of one run, in the order in which they changed."""

    subject: ClassVar[str] = "evt.task.v1.observed"

    dag_id: str
    dag_run_id: str
    tasks: tuple[TaskObservation, ...]


class TailLog(Command):
    """Send the log from byte `offset` on, and go on for `lease_seconds`; repeated while somebody watches."""

    subject: ClassVar[str] = "cmd.run_monitor.v1.tail_log"
    stored: ClassVar[bool] = False

    run_id: str
    dag_id: str
    dag_run_id: str
    task_id: str
    map_index: int
    try_number: int | None
    offset: int
    lease_seconds: float


class LogAppended(Event):
    """More of a log: `text` begins at byte `offset` and ends before byte `next_offset`. `done` = the try has ended."""

    subject: ClassVar[str] = "evt.log.v1.appended"
    stored: ClassVar[bool] = False

    run_id: str
    task_id: str
    map_index: int
    try_number: int | None
    offset: int
    next_offset: int
    text: str
    done: bool
