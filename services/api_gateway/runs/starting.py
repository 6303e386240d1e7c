"""The rows of a run, written when it is asked for here or first heard of from Airflow."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from services.api_gateway.database import Transaction
from services.api_gateway.states import RunStatus, Trigger
from services.api_gateway.tables import Run, TaskRun, Version, Workflow

NOT_MAPPED = -1


async def add_run(
    work: Transaction,
    workflow: Workflow,
    version: Version,
    run_id: str,
    dag_run_id: str,
    trigger: Trigger,
    params: Mapping[str, Any],
    created_at: datetime,
    requested_by: str | None = None,
) -> Run:
    """A queued run with a row for each task of its version, none of which has started."""
    run = Run(
        id=run_id,
        workspace_id=workflow.workspace_id,
        workflow_id=workflow.id,
        version=version.version,
        digest=version.digest or "",
        dag_id=workflow.dag_id,
        dag_run_id=dag_run_id,
        state=RunStatus.QUEUED,
        trigger=trigger,
        params=dict(params),
        requested_by=requested_by,
        created_at=created_at,
        waiting=False,
        heard_at=work.now,
    )
    work.session.add(run)
    await work.session.flush()
    await add_tasks(work, run.id, version)
    return run


async def add_tasks(work: Transaction, run_id: str, version: Version) -> None:
    rows = [
        {
            "run_id": run_id,
            "task": key,
            "map_index": NOT_MAPPED,
            "operator": task["operator"],
            "position": position,
            "state": None,
            "try_number": 0,
        }
        for position, (key, task) in enumerate(version.definition["tasks"].items())
    ]
    if rows:
        await work.session.execute(insert(TaskRun).on_conflict_do_nothing(), rows)
