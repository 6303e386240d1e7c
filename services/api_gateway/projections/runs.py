"""Events of runs and their tasks, written to their rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from services.api_gateway.happenings import Happening
from services.api_gateway.ids import RUN_PREFIX, new_id, run_id_of
from services.api_gateway.pipeline import advance
from services.api_gateway.progress import RunState
from services.api_gateway.projections.batch import Batch
from services.api_gateway.projections.tasks import apply_task
from services.api_gateway.rows import run_state, write_run
from services.api_gateway.runs.starting import add_run, add_tasks
from services.api_gateway.runs.views import run_view
from services.api_gateway.states import Trigger
from services.api_gateway.tables import Run, TaskRun, Version
from shared.messages import Event
from shared.messages.runs import RunAccepted, RunObserved, RunRefused, RunVanished, TasksObserved

TRIGGERS = {"scheduled": Trigger.SCHEDULE, "manual": Trigger.MANUAL, "backfill": Trigger.BACKFILL}


async def apply_to_run(batch: Batch, event: RunAccepted | RunRefused | RunVanished | RunObserved) -> None:
    if isinstance(event, RunObserved):
        run = batch.runs.get((event.dag_id, event.dag_run_id)) or await _discover(
            batch, event.dag_id, event.dag_run_id, event.run_type, event.params, event.queued_at or event.started_at
        )
    else:
        run = batch.run_by_id(event.run_id)
    if run is None:
        return
    await advance_run(batch, run, event)


async def advance_run(batch: Batch, run: Run, event: Event | Happening) -> None:
    before, shown = run_state(run), run_view(run)
    after, commands = advance(before, event)
    assert isinstance(after, RunState)
    if after == before and not commands:
        return
    write_run(run, after, batch.work.now)
    if after.version != before.version:
        await _retarget_tasks(batch, run)
    await batch.work.send(*commands, correlation_id=run.id)
    if run_view(run) != shown:
        batch.changed_run(run)


async def apply_to_tasks(batch: Batch, event: TasksObserved) -> None:
    run = batch.runs.get((event.dag_id, event.dag_run_id)) or await _discover(
        batch, event.dag_id, event.dag_run_id, "", {}, None
    )
    if run is None:
        return
    run.heard_at = batch.work.now
    for observation in event.tasks:
        await apply_task(batch, run, observation)


async def _discover(
    batch: Batch, dag_id: str, dag_run_id: str, run_type: str, params: dict[str, Any], created_at: datetime | None
) -> Run | None:
    """A row for a run that Airflow started by itself; nothing for a DAG that is not ours."""
    workflow = batch.workflow_of_dag(dag_id)
    if workflow is None:
        return None
    query = select(Version).where(Version.workflow_id == workflow.id, Version.digest.is_not(None))
    # Airflow runs what it has registered last; before the first registration is heard of, what was compiled last.
    newest_first = (Version.registered_at.desc().nulls_last(), Version.version.desc())
    version = await batch.work.session.scalar(query.order_by(*newest_first).limit(1))
    if version is None:
        return None
    run_id = run_id_of(dag_id, dag_run_id)
    if await batch.work.session.get(Run, run_id) is not None:
        run_id = new_id()  # somebody gave a run of another DAG our id by hand
    run = await add_run(
        batch.work,
        workflow,
        version,
        run_id,
        dag_run_id,
        _trigger(run_type, dag_run_id),
        params,
        created_at or batch.work.now,
    )
    batch.runs[dag_id, dag_run_id] = run
    batch.changed_run(run)
    return run


def _trigger(run_type: str, dag_run_id: str) -> Trigger:
    if dag_run_id.startswith(RUN_PREFIX):
        return Trigger.MANUAL
    return TRIGGERS.get(run_type or dag_run_id.partition("__")[0], Trigger.OTHER)


async def _retarget_tasks(batch: Batch, run: Run) -> None:
    """The run now is one of a newer version, so its tasks are that version's."""
    await batch.work.session.execute(delete(TaskRun).where(TaskRun.run_id == run.id))
    await add_tasks(batch.work, run.id, batch.versions[run.workflow_id, run.version])
