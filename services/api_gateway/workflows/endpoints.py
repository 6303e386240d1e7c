"""Workflows: create, list, read, save, delete, validate."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from sqlalchemy import or_, select

from services.api_gateway.context import Context, Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.happenings import WorkflowDeleted
from services.api_gateway.ids import new_dag_id, new_id
from services.api_gateway.pipeline import advance
from services.api_gateway.progress import WorkflowState
from services.api_gateway.repositories.catalogues import pins_of
from services.api_gateway.rows import workflow_state, write_workflow
from services.api_gateway.states import Role
from services.api_gateway.tables import Version, Workflow
from services.api_gateway.web.documents import Search
from services.api_gateway.web.idempotency import OnceOnly
from services.api_gateway.web.matching import IfMatch, check_match, etag
from services.api_gateway.web.paging import Page, Paged
from services.api_gateway.workflows.saving import check, save
from services.api_gateway.workflows.schemas import (
    DefinitionOnly,
    NewWorkflow,
    Problems,
    WorkflowChange,
    WorkflowSummary,
    WorkflowView,
)
from services.api_gateway.workflows.views import newest_versions, pin_views, recent_runs, summary
from services.api_gateway.workspaces.access import Access, WorkflowAccess, workflow_access, workspace_access
from shared.messages.workflows import Author

router = APIRouter(tags=["workflows"])


@router.post("/workspaces/{workspace_id}/workflows", status_code=201, response_model=WorkflowView)
async def create_workflow(
    body: NewWorkflow,
    access: Annotated[Access, workspace_access(Role.EDITOR)],
    gateway: Gateway,
    work: Work,
    once: OnceOnly,
) -> JSONResponse:
    """Save a new workflow as its version 1, and start making it runnable."""
    gateway.limits.saves.check(access.principal.account_id)
    if (earlier := await once.earlier()) is not None:
        return earlier
    checked = await check(gateway, work, access.workspace.id, body.definition)
    workflow = new_workflow(work, access, body.name, body.description)
    version = await save(work, workflow, 1, checked, access.principal)
    return once.answer(201, await full_view(work, workflow, version), {"ETag": etag(1)})


@router.get("/workspaces/{workspace_id}/workflows")
async def list_workflows(
    access: Annotated[Access, workspace_access(Role.VIEWER)],
    work: Work,
    paging: Paged,
    q: Annotated[Search, Query()] = "",
) -> Page[WorkflowSummary]:
    query = select(Workflow).where(Workflow.workspace_id == access.workspace.id, Workflow.deleted_at.is_(None))
    if q:
        query = query.where(
            or_(Workflow.name.icontains(q, autoescape=True), Workflow.description.icontains(q, autoescape=True))
        )
    rows = (await work.session.scalars(paging.newest_first(query, Workflow.created_at, Workflow.id))).all()
    versions = await newest_versions(work.session, rows)
    runs = await recent_runs(work.session, [row.id for row in rows])
    return paging.page(
        rows,
        lambda row: summary(row, versions[row.id], runs.get(row.id, []), work.now),
        lambda row: (row.created_at, row.id),
    )


@router.post("/workspaces/{workspace_id}/workflows/validate")
async def validate_workflow(
    body: DefinitionOnly, access: Annotated[Access, workspace_access(Role.VIEWER)], gateway: Gateway, work: Work
) -> Problems:
    """Say what is wrong with a definition; nothing is saved."""
    checked = await check(gateway, work, access.workspace.id, body.definition)
    return Problems(problems=list(checked.problems))


@router.get("/workflows/{workflow_id}", response_model=WorkflowView)
async def get_workflow(access: Annotated[WorkflowAccess, workflow_access(Role.VIEWER)], work: Work) -> JSONResponse:
    version = await work.session.get_one(Version, (access.workflow.id, access.workflow.version))
    return answer(await full_view(work, access.workflow, version))


@router.put("/workflows/{workflow_id}", response_model=WorkflowView)
async def save_workflow(
    body: WorkflowChange,
    access: Annotated[WorkflowAccess, workflow_access(Role.EDITOR)],
    gateway: Gateway,
    work: Work,
    once: OnceOnly,
    if_match: IfMatch = None,
) -> JSONResponse:
    """Save a new version over the one that `If-Match` names."""
    gateway.limits.saves.check(access.principal.account_id)
    if (earlier := await once.earlier()) is not None:
        return earlier
    workflow = access.workflow
    check_match(if_match, workflow.version)
    view = await save_next(gateway, work, access, body)
    return once.answer(200, view, {"ETag": etag(view.version)})


@router.delete("/workflows/{workflow_id}", status_code=204)
async def delete_workflow(access: Annotated[WorkflowAccess, workflow_access(Role.EDITOR)], work: Work) -> None:
    """Take the workflow out of Git and Airflow. Its versions and runs stay readable."""
    principal = access.principal
    deleted = WorkflowDeleted(Author(name=principal.name, email=principal.email), work.now)
    state, commands = advance(workflow_state(access.workflow), deleted)
    assert isinstance(state, WorkflowState)
    write_workflow(access.workflow, state, work.now)
    access.workflow.deleted_by = principal.account_id
    await work.send(*commands)


def new_workflow(work: Transaction, access: Access, name: str, description: str) -> Workflow:
    return Workflow(
        id=new_id(),
        workspace_id=access.workspace.id,
        name=name,
        description=description,
        dag_id=new_dag_id(name),
        version=1,
        paused=False,
        created_by=access.principal.account_id,
        created_at=work.now,
        updated_at=work.now,
    )


async def save_next(gateway: Context, work: Transaction, access: WorkflowAccess, body: WorkflowChange) -> WorkflowView:
    """Write the version after the newest, keeping the pins that the document does not change."""
    workflow = access.workflow
    pins = await pins_of(work.session, workflow.id, workflow.version)
    checked = await check(gateway, work, workflow.workspace_id, body.definition, pins)
    if body.name is not None:
        workflow.name = body.name
    if body.description is not None:
        workflow.description = body.description
    version = await save(work, workflow, workflow.version + 1, checked, access.principal)
    return await full_view(work, workflow, version)


async def full_view(work: Transaction, workflow: Workflow, version: Version) -> WorkflowView:
    await work.session.flush()
    runs = (await recent_runs(work.session, [workflow.id])).get(workflow.id, [])
    pins = await pins_of(work.session, workflow.id, version.version)
    short = summary(workflow, version, runs, work.now)
    return WorkflowView(**dict(short), definition=version.definition, pins=pin_views(pins))


def answer(view: WorkflowView) -> JSONResponse:
    return JSONResponse(view.model_dump(mode="json"), headers={"ETag": etag(view.version)})
