"""Runs: start, list, read, cancel, retry."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy import Select, select

from services.api_gateway.accounts.principal import Reader
from services.api_gateway.context import Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import Conflict, Invalid
from services.api_gateway.happenings import CancelRequested, RetryRequested, RunRequested
from services.api_gateway.ids import dag_run_id, new_id
from services.api_gateway.pipeline import advance
from services.api_gateway.progress import RunState
from services.api_gateway.rows import run_state, write_run
from services.api_gateway.runs.schemas import NewRun, Retry, RunView, TaskView, WatchView
from services.api_gateway.runs.starting import add_run
from services.api_gateway.runs.views import run_view, show_run, task_view
from services.api_gateway.stages import status
from services.api_gateway.states import Role, RunStatus, Scope, Trigger, WorkflowStatus
from services.api_gateway.tables import Run, TaskRun, Version
from services.api_gateway.web.idempotency import OnceOnly
from services.api_gateway.web.paging import Page, Paged, Paging
from services.api_gateway.workflows.views import why_not_ready
from services.api_gateway.workspaces.access import (
    Access,
    RunAccess,
    WorkflowAccess,
    run_access,
    workflow_access,
    workspace_access,
)
from shared.workflow.problems import Problem, pointer

router = APIRouter(tags=["runs"])


@router.post("/workflows/{workflow_id}/runs", status_code=202, response_model=RunView)
async def start_run(
    access: Annotated[WorkflowAccess, workflow_access(Role.EDITOR, Scope.RUN)],
    gateway: Gateway,
    work: Work,
    once: OnceOnly,
    body: NewRun | None = None,
) -> JSONResponse:
    """Run the newest version, exactly as it was saved; 409 while Airflow would not run that yet."""
    gateway.limits.runs.check(access.principal.account_id)
    if (earlier := await once.earlier()) is not None:
        return earlier
    version = await work.session.get_one(Version, (access.workflow.id, access.workflow.version))
    if status(version) is not WorkflowStatus.READY:
        reason, problems = why_not_ready(version)
        raise Conflict(reason, problems)
    params = dict(body.params) if body else {}
    _check_params(version, params)
    run_id = new_id()
    run = await add_run(
        work,
        access.workflow,
        version,
        run_id,
        dag_run_id(run_id),
        Trigger.MANUAL,
        params,
        work.now,
        access.principal.account_id,
    )
    _, commands = advance(run_state(run), RunRequested())
    await work.send(*commands, correlation_id=run.id)
    show_run(work, run)
    return once.answer(202, run_view(run))


@router.get("/workflows/{workflow_id}/runs")
async def list_workflow_runs(
    access: Annotated[WorkflowAccess, workflow_access(Role.VIEWER, deleted=True)], work: Work, paging: Paged
) -> Page[RunView]:
    return await _list(work, paging, select(Run).where(Run.workflow_id == access.workflow.id))


@router.get("/workspaces/{workspace_id}/runs")
async def list_runs(
    access: Annotated[Access, workspace_access(Role.VIEWER)], work: Work, paging: Paged
) -> Page[RunView]:
    return await _list(work, paging, select(Run).where(Run.workspace_id == access.workspace.id))


@router.get("/runs/{run_id}")
async def get_run(access: Annotated[RunAccess, run_access(Role.VIEWER)]) -> RunView:
    return run_view(access.run)


@router.get("/runs/{run_id}/tasks")
async def list_run_tasks(
    access: Annotated[RunAccess, run_access(Role.VIEWER)], work: Work, paging: Paged
) -> Page[TaskView]:
    query = select(TaskRun).where(TaskRun.run_id == access.run.id)
    rows = (await work.session.scalars(paging.by_place(query, TaskRun.position, TaskRun.map_index))).all()
    return paging.page(rows, task_view, lambda row: (row.position, row.map_index))


@router.get("/watch")
async def get_watch(_: Reader, gateway: Gateway) -> WatchView:
    """Whether the states of runs are fresh. The live event `watch.state_changed` tells every change of it."""
    return WatchView(stale_since=gateway.watching.stale_since)


@router.post("/runs/{run_id}/cancel", status_code=202)
async def cancel_run(access: Annotated[RunAccess, run_access(Role.EDITOR)], work: Work) -> RunView:
    """Stop the run; what it has started is ended within seconds."""
    if RunStatus(access.run.state).is_over:
        raise Conflict(f"The run has ended already: {access.run.state}.")
    return await _ask(work, access.run, CancelRequested())


@router.post("/runs/{run_id}/retry", status_code=202)
async def retry_run(
    access: Annotated[RunAccess, run_access(Role.EDITOR)], work: Work, body: Retry | None = None
) -> RunView:
    """Run the failed tasks again, and what comes after them; or the named ones."""
    tasks = tuple(body.tasks) if body else ()
    if access.run.accepted_at is None:
        raise Conflict("The run has not started in Airflow; there is nothing to try again.")
    if not tasks and not RunStatus(access.run.state).is_over:
        raise Conflict("The run has not ended yet. Name the tasks to run again, or wait.")
    version = await work.session.get_one(Version, (access.run.workflow_id, access.run.version))
    for index, task in enumerate(tasks):
        if task not in version.definition["tasks"]:
            problem = Problem(path=pointer("tasks", index), code="unknown_task", message=f"There is no task “{task}”.")
            raise Invalid(problem.message, [problem])
    access.run.retry_requested_at = work.now
    return await _ask(work, access.run, RetryRequested(new_id(), tasks))


async def _ask(work: Transaction, run: Run, wish: CancelRequested | RetryRequested) -> RunView:
    state, commands = advance(run_state(run), wish)
    assert isinstance(state, RunState)
    write_run(run, state, work.now)
    await work.send(*commands, correlation_id=run.id)
    show_run(work, run)
    return run_view(run)


async def _list(work: Transaction, paging: Paging, query: Select[Run]) -> Page[RunView]:
    rows = (await work.session.scalars(paging.newest_first(query, Run.created_at, Run.id))).all()
    return paging.page(rows, run_view, lambda row: (row.created_at, row.id))


def _check_params(version: Version, params: dict[str, object]) -> None:
    """Refuse names that the workflow does not know and missing required ones; Airflow checks the values."""
    declared = ((version.definition.get("settings") or {}).get("params")) or {}
    properties = declared.get("properties") or {}
    problems = [
        Problem(path=pointer("params", name), code="unknown_param", message=f"The workflow has no parameter “{name}”.")
        for name in params
        if name not in properties
    ]
    problems += [
        Problem(path=pointer("params", name), code="missing_param", message=f"The parameter “{name}” is required.")
        for name in declared.get("required") or ()
        if name not in params and "default" not in properties.get(name, {})
    ]
    if problems:
        raise Invalid(problems[0].message, problems)
