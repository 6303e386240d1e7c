"""Cancelling and retrying runs, and looking at one."""

from services.run_monitor.airflow import Airflow
from services.run_monitor.airflow_records import Run, TaskRun

AGAIN = frozenset(("failed", "upstream_failed", "skipped"))
"""What a retry runs again; cancelling leaves tasks that had not begun as skipped."""


async def cancel_run(airflow: Airflow, dag_id: str, dag_run_id: str) -> Run | None:
    """Stop a run that is not over: its running tasks end within seconds, the others never begin."""
    run = await airflow.run(dag_id, dag_run_id)
    if run is None or run.is_over:
        return run
    await airflow.set_run_state(dag_id, dag_run_id, "failed")
    return await airflow.run(dag_id, dag_run_id)


async def retry_run(airflow: Airflow, dag_id: str, dag_run_id: str, tasks: tuple[str, ...]) -> Run | None:
    """Run the named tasks again, or, without names, everything of a finished run that has not succeeded; and what follows them."""
    run = await airflow.run(dag_id, dag_run_id)
    if run is None:
        return None
    if not tasks and run.is_over:
        seen = await airflow.tasks_of_run(dag_id, dag_run_id)
        tasks = tuple(sorted({task.task_id for task in seen if task.state in AGAIN or task.state is None}))
    if not tasks:
        return run
    await airflow.clear(dag_id, dag_run_id, tasks, downstream=True)
    return await airflow.run(dag_id, dag_run_id)


async def look_at_run(airflow: Airflow, dag_id: str, dag_run_id: str) -> tuple[Run, list[TaskRun]] | None:
    run = await airflow.run(dag_id, dag_run_id)
    if run is None:
        return None
    return run, await airflow.tasks_of_run(dag_id, dag_run_id)
