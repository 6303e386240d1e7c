"""Installing, upgrading and removing operator repositories, and the history of their builds."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from services.api_gateway.context import Context, Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import Conflict, Invalid, NotFound
from services.api_gateway.happenings import InstallRequested
from services.api_gateway.ids import new_id
from services.api_gateway.pipeline import advance
from services.api_gateway.progress import RepositoryState
from services.api_gateway.repositories.schemas import BuildView, NewRepository, RepositoryView, Upgrade
from services.api_gateway.repositories.urls import check_url
from services.api_gateway.repositories.views import build_view, repository_views, show_repository
from services.api_gateway.rows import repository_state, write_repository
from services.api_gateway.states import RepositoryStatus, Role
from services.api_gateway.tables import Build, Pin, Repository, Workflow
from services.api_gateway.web.paging import Page, Paged
from services.api_gateway.workspaces.access import Access, RepositoryAccess, repository_access, workspace_access
from shared.workflow.problems import Problem

router = APIRouter(prefix="/workspaces/{workspace_id}/repositories", tags=["repositories"])


@router.post("", status_code=202)
async def install_repository(
    body: NewRepository, access: Annotated[Access, workspace_access(Role.ADMIN)], gateway: Gateway, work: Work
) -> RepositoryView:
    """Install a repository at a ref. Its operators will run code, so this takes an admin."""
    gateway.limits.installs.check(access.workspace.id)
    check_url(body.url, gateway.settings.allow_local_repositories)
    if body.credential is not None:
        message = "Private repositories cannot be installed yet. Leave the credential out."
        raise Invalid(message, [Problem(path="/credential", code="unsupported", message=message)])
    row = {
        "id": new_id(),
        "workspace_id": access.workspace.id,
        "url": body.url,
        "ref": body.ref,
        "status": RepositoryStatus.QUEUED,
        "problems": [],
        "created_at": work.now,
        "requested_at": work.now,
        "updated_at": work.now,
    }
    repository = await work.session.scalar(
        insert(Repository).values(row).on_conflict_do_nothing().returning(Repository)
    )
    if repository is None:
        raise Conflict("This repository is installed in the workspace already. Upgrade it to change its ref.")
    return await _request(work, repository)


@router.get("")
async def list_repositories(
    access: Annotated[Access, workspace_access(Role.VIEWER)], work: Work, paging: Paged
) -> Page[RepositoryView]:
    query = select(Repository).where(Repository.workspace_id == access.workspace.id, Repository.removed_at.is_(None))
    rows = (await work.session.scalars(paging.newest_first(query, Repository.created_at, Repository.id))).all()
    views = {view.id: view for view in await repository_views(work.session, rows)}
    return paging.page(rows, lambda row: views[row.id], lambda row: (row.created_at, row.id))


@router.get("/{repository_id}")
async def get_repository(
    access: Annotated[RepositoryAccess, repository_access(Role.VIEWER)], work: Work
) -> RepositoryView:
    [view] = await repository_views(work.session, [access.repository])
    return view


@router.post("/{repository_id}/upgrade", status_code=202)
async def upgrade_repository(
    body: Upgrade, access: Annotated[RepositoryAccess, repository_access(Role.ADMIN)], gateway: Gateway, work: Work
) -> RepositoryView:
    """Install another ref, or the newest commit of the same. Saved workflows keep the commits they are pinned to."""
    gateway.limits.installs.check(access.workspace.id)
    access.repository.ref = body.ref
    access.repository.requested_at = work.now
    return await _request(work, access.repository)


@router.delete("/{repository_id}", status_code=204)
async def remove_repository(access: Annotated[RepositoryAccess, repository_access(Role.ADMIN)], work: Work) -> None:
    """Remove a repository that no workflow uses any more."""
    query = (
        select(func.count(Workflow.id.distinct()))
        .join(Pin, (Pin.workflow_id == Workflow.id) & (Pin.version == Workflow.version))
        .where(Pin.repository_id == access.repository.id, Workflow.deleted_at.is_(None))
    )
    users = await work.session.scalar(query)
    if users:
        raise Conflict(f"{users} workflow(s) use this repository. Delete them or change their tasks first.")
    access.repository.removed_at = work.now


@router.get("/{repository_id}/builds")
async def list_builds(
    access: Annotated[RepositoryAccess, repository_access(Role.VIEWER)], work: Work, paging: Paged
) -> Page[BuildView]:
    query = select(Build).where(Build.repository_id == access.repository.id)
    rows = (await work.session.scalars(paging.newest_first(query, Build.created_at, Build.id))).all()
    return paging.page(rows, build_view, lambda row: (row.created_at, row.id))


@router.get("/{repository_id}/builds/{build_id}/log", response_class=PlainTextResponse)
async def get_build_log(
    build_id: str,
    access: Annotated[RepositoryAccess, repository_access(Role.VIEWER)],
    gateway: Gateway,
    work: Work,
) -> PlainTextResponse:
    """The whole log of a build that has ended; what has come so far of one that runs."""
    build = await work.session.get(Build, build_id)
    if build is None or build.repository_id != access.repository.id:
        raise NotFound("build")
    return PlainTextResponse(_log(gateway, build), headers={"X-Content-Type-Options": "nosniff"})


def _log(gateway: Context, build: Build) -> str:
    return build.log or gateway.hub.build_log_so_far(build.id)


async def _request(work: Transaction, repository: Repository) -> RepositoryView:
    state, commands = advance(repository_state(repository), InstallRequested())
    assert isinstance(state, RepositoryState)
    write_repository(repository, state, work.now)
    await work.send(*commands, correlation_id=repository.id)
    await show_repository(work, repository)
    [view] = await repository_views(work.session, [repository])
    return view
