"""Tells Domino what changes in Airflow as it changes: tasks from their own processes, runs from the scheduler.

A change that is not told is found by Domino's polling, so nothing here may ever fail or slow a task.
"""

# mypy: disable-error-code="untyped-decorator"
# Airflow, whose decorator it is, is not installed where types are checked.

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from airflow.listeners import hookimpl

from domino_airflow.announcer import announce

SUBJECT = "evt.airflow.v1.changed"


@hookimpl
def on_task_instance_running(task_instance: Any) -> None:
    _tell_of_task(task_instance, "running")


@hookimpl
def on_task_instance_success(task_instance: Any) -> None:
    _tell_of_task(task_instance, "success")


@hookimpl
def on_task_instance_skipped(task_instance: Any) -> None:
    _tell_of_task(task_instance, "skipped")


@hookimpl
def on_task_instance_failed(task_instance: Any) -> None:
    # Airflow calls this for a try that is followed by another one, too; then the state says so.
    waits = getattr(task_instance.state, "value", task_instance.state) == "up_for_retry"
    _tell_of_task(task_instance, "up_for_retry" if waits else "failed")


@hookimpl
def on_dag_run_running(dag_run: Any) -> None:
    _tell_of_run(dag_run, "running")


@hookimpl
def on_dag_run_success(dag_run: Any) -> None:
    _tell_of_run(dag_run, "success")


@hookimpl
def on_dag_run_failed(dag_run: Any) -> None:
    _tell_of_run(dag_run, "failed")


def _tell_of_task(task: Any, state: str) -> None:
    over = state != "running"
    _tell(
        {
            "kind": "task",
            "dag_id": task.dag_id,
            "dag_run_id": task.run_id,
            "task_id": task.task_id,
            "map_index": task.map_index,
            "try_number": task.try_number,
            "state": state,
            "started_at": _text(task.start_date),
            # A task process knows only of its own end; one set by a person ends in the API server.
            "ended_at": _text(getattr(task, "end_date", None)) if over else None,
        }
    )


def _tell_of_run(run: Any, state: str) -> None:
    over = state != "running"
    _tell(
        {
            "kind": "run",
            "dag_id": run.dag_id,
            "dag_run_id": run.run_id,
            "state": state,
            "started_at": _text(run.start_date),
            "ended_at": _text(run.end_date) if over else None,
        }
    )


def _tell(change: dict[str, Any]) -> None:
    change["at"] = _text(datetime.now(UTC))
    announce(SUBJECT, json.dumps(change).encode())


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
