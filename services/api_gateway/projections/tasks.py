"""Task runs only move forward: by try, then by how far a state is, then by when it was seen."""

from datetime import UTC, datetime

from sqlalchemy import select

from services.api_gateway.projections.batch import Batch
from services.api_gateway.runs.starting import NOT_MAPPED
from services.api_gateway.tables import Run, TaskRun
from shared.messages.runs import TaskObservation

BEGINNING = datetime.min.replace(tzinfo=UTC)
RANKS = {
    None: 0,
    "scheduled": 1,
    "queued": 2,
    "running": 3,
    "deferred": 3,
    "up_for_reschedule": 3,
    "restarting": 4,
    "up_for_retry": 4,
    "upstream_failed": 5,
    "skipped": 5,
    "success": 5,
    "failed": 5,
    "removed": 5,
}
UNKNOWN_STATE = 3
UNPLACED = 1_000_000  # of a task that the version does not name: last

Order = tuple[int, int, datetime]


def order(try_number: int, state: str | None, observed_at: datetime | None) -> Order:
    """The place of an observation among those of one task run; a greater one is news."""
    return (try_number, RANKS.get(state, UNKNOWN_STATE), observed_at or BEGINNING)


async def apply_task(batch: Batch, run: Run, seen: TaskObservation) -> None:
    row = batch.tasks.get((run.id, seen.task_id, seen.map_index)) or await _add(batch, run, seen)
    if order(seen.try_number, seen.state, seen.observed_at) <= order(row.try_number, row.state, row.observed_at):
        return
    shown = (row.try_number, row.state, row.started_at, row.ended_at, row.note)
    told = (seen.try_number, seen.state, seen.started_at, seen.ended_at, seen.note)
    row.try_number, row.state, row.started_at, row.ended_at, row.note = told
    row.observed_at = seen.observed_at
    if shown != told:
        batch.changed_task(row)


async def _add(batch: Batch, run: Run, seen: TaskObservation) -> TaskRun:
    """The row of a task run that the batch has not loaded: of a run just discovered, or of one more map index."""
    known = await _first_row(batch, run, seen.task_id)
    if known is not None and seen.map_index == NOT_MAPPED and known.map_index == NOT_MAPPED:
        batch.tasks[run.id, seen.task_id, NOT_MAPPED] = known
        return known
    row = TaskRun(
        run_id=run.id,
        task=seen.task_id,
        map_index=seen.map_index,
        operator=known.operator if known else "",
        position=known.position if known else UNPLACED,
        try_number=0,
    )
    batch.work.session.add(row)
    batch.tasks[run.id, seen.task_id, seen.map_index] = row
    if known is not None and known.map_index == NOT_MAPPED and known.state is None:
        # The row that stood for the task until it was known how often it runs.
        await batch.work.session.delete(known)
        batch.tasks.pop((run.id, seen.task_id, NOT_MAPPED), None)
    return row


async def _first_row(batch: Batch, run: Run, task: str) -> TaskRun | None:
    query = select(TaskRun).where(TaskRun.run_id == run.id, TaskRun.task == task).order_by(TaskRun.map_index).limit(1)
    return await batch.work.session.scalar(query)
