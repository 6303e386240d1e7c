"""The operators of a workspace: what its installed repositories offer at their current commits, and what a workflow is pinned to."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from services.api_gateway.context import Context, Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import NotFound
from services.api_gateway.repositories.catalogues import pins_of
from services.api_gateway.repositories.schemas import OperatorPage, OperatorView
from services.api_gateway.repositories.usage import uses_of
from services.api_gateway.repositories.views import images_by_name
from services.api_gateway.states import ImageStatus, Role
from services.api_gateway.tables import Catalogue, Image, Repository
from services.api_gateway.web.documents import Search
from services.api_gateway.web.paging import Page, Paged
from services.api_gateway.workspaces.access import (
    Access,
    RepositoryAccess,
    WorkflowAccess,
    repository_access,
    workflow_access,
    workspace_access,
)
from shared.workflow.operators import OperatorSpec

router = APIRouter(tags=["operators"])


@router.get("/workspaces/{workspace_id}/operators")
async def list_operators(
    access: Annotated[Access, workspace_access(Role.VIEWER)],
    gateway: Gateway,
    work: Work,
    paging: Paged,
    q: Annotated[Search, Query()] = "",
) -> Page[OperatorView]:
    """Every operator that a workflow here may use, by repository and name."""
    query = select(Repository.id, Repository.catalogue_id).where(
        Repository.workspace_id == access.workspace.id,
        Repository.removed_at.is_(None),
        Repository.catalogue_id.is_not(None),
    )
    found: list[OperatorView] = []
    for repository_id, catalogue_id in await work.session.execute(query):
        views = await _views(gateway, work, repository_id, str(catalogue_id))
        found += [view for view in views.values() if _matches(view, q.casefold())]
    found.sort(key=_place)
    return paging.page(paging.behind(found, _place), lambda view: view, _place)


@router.get("/workspaces/{workspace_id}/repositories/{repository_id}/operators/{operator}")
async def get_operator(
    operator: str, access: Annotated[RepositoryAccess, repository_access(Role.VIEWER)], gateway: Gateway, work: Work
) -> OperatorPage:
    """One operator with what its author wrote about it and the workflows that use it."""
    repository = access.repository
    views = await _views(gateway, work, repository.id, repository.catalogue_id) if repository.catalogue_id else {}
    if operator not in views:
        raise NotFound("operator")
    documents = await work.session.scalar(select(Catalogue.documents).where(Catalogue.id == repository.catalogue_id))
    uses = [use.view(repository.catalogue_id) for use in await uses_of(work.session, repository.id)]
    used_by = [
        use.model_copy(update={"tasks": tasks})
        for use in uses
        if (tasks := [task for task in use.tasks if task.operator == operator])
    ]
    return OperatorPage(
        **dict(views[operator]), documentation=str((documents or {}).get(operator, "")), used_by=used_by
    )


@router.get("/workflows/{workflow_id}/operators")
async def list_pinned_operators(
    access: Annotated[WorkflowAccess, workflow_access(Role.VIEWER)], gateway: Gateway, work: Work
) -> Page[OperatorView]:
    """The operators of the commits that the newest version is pinned to, whatever is installed by now."""
    pins = await pins_of(work.session, access.workflow.id, access.workflow.version)
    chosen = {pin.catalogue_id: pin.repository_id for pin in pins.values()}
    found: list[OperatorView] = []
    for catalogue_id, repository_id in chosen.items():
        found += (await _views(gateway, work, repository_id, catalogue_id)).values()
    return Page(items=sorted(found, key=_place), next_cursor=None)


def _place(view: OperatorView) -> tuple[str, str, str]:
    return (view.repository, view.name, view.repository_id)


def _matches(view: OperatorView, wanted: str) -> bool:
    return any(wanted in text.casefold() for text in (view.name, view.label, view.description, *view.tags))


async def _views(gateway: Context, work: Transaction, repository_id: str, catalogue_id: str) -> dict[str, OperatorView]:
    """The operators of one catalogue, by name."""
    query = select(Catalogue.name, Catalogue.version).where(Catalogue.id == catalogue_id)
    name, version = (await work.session.execute(query)).one()
    specs = await gateway.catalogues.operators(work.session, catalogue_id)
    images = await images_by_name(work.session, {spec.image for spec in specs.values()})
    return {spec.name: _view(spec, repository_id, name, version, images) for spec in specs.values()}


def _view(
    spec: OperatorSpec, repository_id: str, repository: str, version: str, images: Mapping[str, Image]
) -> OperatorView:
    image = images.get(spec.image)
    status = ImageStatus(image.status) if image else ImageStatus.MISSING
    return OperatorView(
        id=f"{repository_id}.{spec.name}",
        name=spec.name,
        repository_id=repository_id,
        repository=repository,
        version=version,
        label=spec.label,
        description=spec.description,
        tags=list(spec.tags),
        input_schema=spec.input_schema,
        output_schema=spec.output_schema,
        secrets_schema=spec.secrets_schema,
        style=spec.style,
        resources=spec.resources,
        group=spec.group,
        source_url=spec.source_url,
        ready=status is ImageStatus.READY,
        image_status=status,
        image_reason=image.reason if image else None,
    )
