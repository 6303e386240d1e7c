"""Pausing and resuming the schedule of a workflow."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from services.api_gateway.context import Work
from services.api_gateway.database import Transaction
from services.api_gateway.happenings import PauseRequested
from services.api_gateway.pipeline import advance
from services.api_gateway.progress import WorkflowState
from services.api_gateway.rows import workflow_state, write_workflow
from services.api_gateway.states import Role
from services.api_gateway.tables import Version
from services.api_gateway.workflows.endpoints import answer, full_view
from services.api_gateway.workflows.schemas import WorkflowView
from services.api_gateway.workflows.views import show_workflow
from services.api_gateway.workspaces.access import WorkflowAccess, workflow_access

router = APIRouter(prefix="/workflows/{workflow_id}", tags=["workflows"])

Editing = Annotated[WorkflowAccess, workflow_access(Role.EDITOR)]


@router.post("/pause", response_model=WorkflowView)
async def pause_workflow(access: Editing, work: Work) -> JSONResponse:
    """Stop the schedule; runs started by hand still run."""
    return await _switch(access, work, paused=True)


@router.post("/resume", response_model=WorkflowView)
async def resume_workflow(access: Editing, work: Work) -> JSONResponse:
    return await _switch(access, work, paused=False)


async def _switch(access: WorkflowAccess, work: Transaction, *, paused: bool) -> JSONResponse:
    state, commands = advance(workflow_state(access.workflow), PauseRequested(paused))
    assert isinstance(state, WorkflowState)
    write_workflow(access.workflow, state, work.now)
    await work.send(*commands)
    version = await work.session.get_one(Version, (access.workflow.id, access.workflow.version))
    show_workflow(work, access.workflow, version)
    return answer(await full_view(work, access.workflow, version))
