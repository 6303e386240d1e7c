"""From rows to what clients and sockets see of a run."""

from datetime import datetime

from services.api_gateway.database import Transaction
from services.api_gateway.runs.schemas import RunView, TaskView
from services.api_gateway.states import RunStatus, Trigger
from services.api_gateway.tables import Run, TaskRun


def run_view(run: Run) -> RunView:
    return RunView(
        id=run.id,
        workspace_id=run.workspace_id,
        workflow_id=run.workflow_id,
        version=run.version,
        state=RunStatus(run.state),
        trigger=Trigger(run.trigger),
        params=run.params,
        message=run.message,
        cancel_requested=run.cancel_requested_at is not None,
        created_at=run.created_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
        seconds=_seconds(run.started_at, run.ended_at),
    )


def task_view(task: TaskRun) -> TaskView:
    return TaskView(
        task=task.task,
        map_index=task.map_index,
        operator=task.operator,
        state=task.state,
        try_number=task.try_number,
        started_at=task.started_at,
        ended_at=task.ended_at,
        seconds=_seconds(task.started_at, task.ended_at),
        note=task.note,
    )


def show_run(work: Transaction, run: Run) -> None:
    topics = (f"run:{run.id}", f"workflow:{run.workflow_id}", f"workspace:{run.workspace_id}")
    work.show(topics, "run.state_changed", run_view(run).model_dump(mode="json"))


def show_task(work: Transaction, task: TaskRun) -> None:
    data = {"run_id": task.run_id, **task_view(task).model_dump(mode="json")}
    work.show((f"run:{task.run_id}",), "task.state_changed", data)


def _seconds(started: datetime | None, ended: datetime | None) -> float | None:
    if started is None or ended is None:
        return None
    return max(0.0, round((ended - started).total_seconds(), 3))
