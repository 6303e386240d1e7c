"""Workspaces: create, list, rename, delete."""

from typing import Annotated

from fastapi import APIRouter
from sqlalchemy import func, select

from services.api_gateway.accounts.principal import Reader, Writer
from services.api_gateway.context import Gateway, Work
from services.api_gateway.errors import Conflict
from services.api_gateway.states import Role
from services.api_gateway.tables import Member, Workflow, Workspace
from services.api_gateway.web.paging import Page, Paged
from services.api_gateway.workspaces import queries
from services.api_gateway.workspaces.access import Access, workspace_access
from services.api_gateway.workspaces.schemas import WorkspaceName, WorkspaceView

router = APIRouter(prefix="/workspaces", tags=["workspaces"])


@router.post("", status_code=201)
async def create_workspace(body: WorkspaceName, principal: Writer, gateway: Gateway, work: Work) -> WorkspaceView:
    key = gateway.settings.key_encryption_key
    workspace = await queries.create_workspace(work.session, key, body.name, principal.account_id, work.now)
    return _view(workspace, Role.OWNER)


@router.get("")
async def list_workspaces(principal: Reader, work: Work, paging: Paged) -> Page[WorkspaceView]:
    query = (
        select(Workspace, Member.role)
        .join(Member, Member.workspace_id == Workspace.id)
        .where(Member.account_id == principal.account_id, Workspace.deleted_at.is_(None))
    )
    rows = (await work.session.execute(paging.newest_first(query, Workspace.created_at, Workspace.id))).all()
    return paging.page(rows, lambda row: _view(row[0], Role(row[1])), lambda row: (row[0].created_at, row[0].id))


@router.get("/{workspace_id}")
async def get_workspace(access: Annotated[Access, workspace_access(Role.VIEWER)]) -> WorkspaceView:
    return _view(access.workspace, access.role)


@router.patch("/{workspace_id}")
async def rename_workspace(
    body: WorkspaceName, access: Annotated[Access, workspace_access(Role.ADMIN)]
) -> WorkspaceView:
    access.workspace.name = body.name
    return _view(access.workspace, access.role)


@router.delete("/{workspace_id}", status_code=204)
async def delete_workspace(access: Annotated[Access, workspace_access(Role.OWNER)], work: Work) -> None:
    """Delete an empty workspace; its workflows have to be deleted before, one by one, on purpose."""
    query = select(func.count()).where(Workflow.workspace_id == access.workspace.id, Workflow.deleted_at.is_(None))
    workflows = await work.session.scalar(query)
    if workflows:
        raise Conflict(f"The workspace still has {workflows} workflow(s). Delete them first.")
    access.workspace.deleted_at = work.now


def _view(workspace: Workspace, role: Role) -> WorkspaceView:
    return WorkspaceView(id=workspace.id, name=workspace.name, role=role, created_at=workspace.created_at)
