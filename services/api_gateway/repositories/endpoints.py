"""Installing, upgrading and removing operator repositories, and the history of their builds."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.api_gateway.context import Context, Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import Conflict, NotFound
from services.api_gateway.happenings import InstallRequested
from services.api_gateway.ids import new_id
from services.api_gateway.pipeline import advance
from services.api_gateway.progress import RepositoryState
from services.api_gateway.repositories.credentials import forget_credential, store_credential
from services.api_gateway.repositories.schemas import (
    BuildView,
    DocumentView,
    InstalledVersion,
    NewRepository,
    RepositoryView,
    Upgrade,
    WorkflowUse,
)
from services.api_gateway.repositories.urls import check_credential, check_url
from services.api_gateway.repositories.usage import uses_of
from services.api_gateway.repositories.views import build_view, repository_views, show_repository
from services.api_gateway.rows import repository_state, write_repository
from services.api_gateway.states import RepositoryStatus, Role
from services.api_gateway.tables import Build, Catalogue, Repository
from services.api_gateway.web.paging import Page, Paged
from services.api_gateway.workspaces.access import Access, RepositoryAccess, repository_access, workspace_access

MOST_VERSIONS = 50

router = APIRouter(prefix="/workspaces/{workspace_id}/repositories", tags=["repositories"])


@router.post("", status_code=202)
async def install_repository(
    body: NewRepository, access: Annotated[Access, workspace_access(Role.ADMIN)], gateway: Gateway, work: Work
) -> RepositoryView:
    """Install a repository at a ref. Its operators will run code, so this takes an admin."""
    gateway.limits.installs.check(access.workspace.id)
    check_url(body.url, gateway.settings.allow_local_repositories)
    check_credential(body.url, body.credential)
    row: dict[str, object] = {
        "id": new_id(),
        "workspace_id": access.workspace.id,
        "url": body.url,
        "ref": body.ref,
        "commit": body.commit,
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
    if body.credential is not None:
        await store_credential(gateway, work, access.workspace, repository, body.credential)
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
    access.repository.commit = body.commit
    access.repository.requested_at = work.now
    return await _request(work, access.repository)


@router.delete("/{repository_id}", status_code=204)
async def remove_repository(access: Annotated[RepositoryAccess, repository_access(Role.ADMIN)], work: Work) -> None:
    """Remove a repository that no workflow uses any more; the refusal lists those that do, as `workflows`."""
    users = await uses_of(work.session, access.repository.id)
    if users:
        who = "1 workflow uses" if len(users) == 1 else f"{len(users)} workflows use"
        detail = f"{who} this repository. Delete them or take its operators out of them first."
        listed = [use.view(access.repository.catalogue_id).model_dump(mode="json") for use in users]
        raise Conflict(detail, more={"workflows": listed})
    access.repository.removed_at = work.now
    await forget_credential(work, access.repository)


@router.get("/{repository_id}/workflows")
async def list_using_workflows(
    access: Annotated[RepositoryAccess, repository_access(Role.VIEWER)], work: Work
) -> Page[WorkflowUse]:
    """The workflows whose newest version is pinned to a commit of this repository, with the tasks that use it."""
    uses = await uses_of(work.session, access.repository.id)
    return Page(items=[use.view(access.repository.catalogue_id) for use in uses], next_cursor=None)


@router.get("/{repository_id}/versions")
async def list_installed_versions(
    access: Annotated[RepositoryAccess, repository_access(Role.VIEWER)], gateway: Gateway, work: Work
) -> Page[InstalledVersion]:
    """The commits that have been installed, newest first; workflows may still be pinned to earlier ones."""
    columns = (Catalogue.id, Catalogue.ref, Catalogue.commit, Catalogue.version, Catalogue.fetched_at)
    query = select(*columns).where(Catalogue.repository_id == access.repository.id)
    rows = (await work.session.execute(query.order_by(Catalogue.fetched_at.desc()).limit(MOST_VERSIONS))).all()
    items = [
        InstalledVersion(
            ref=row.ref,
            commit=row.commit,
            version=row.version,
            operators=sorted(await gateway.catalogues.operators(work.session, row.id)),
            installed_at=row.fetched_at,
            is_current=row.id == access.repository.catalogue_id,
        )
        for row in rows
    ]
    return Page(items=items, next_cursor=None)


@router.get("/{repository_id}/document")
async def get_repository_document(
    access: Annotated[RepositoryAccess, repository_access(Role.VIEWER)], work: Work
) -> DocumentView:
    """The repository's own README, as Markdown."""
    query = select(Catalogue.documents).where(Catalogue.id == access.repository.catalogue_id)
    documents = await work.session.scalar(query)
    return DocumentView(markdown=str((documents or {}).get("", "")))


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
