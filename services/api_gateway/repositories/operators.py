"""The operators of a workspace: what its installed repositories offer at their current commits."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from services.api_gateway.context import Gateway, Work
from services.api_gateway.repositories.schemas import OperatorView
from services.api_gateway.repositories.views import images_by_name
from services.api_gateway.states import ImageStatus, Role
from services.api_gateway.tables import Catalogue, Repository
from services.api_gateway.web.documents import Search
from services.api_gateway.web.paging import Page, Paged
from services.api_gateway.workspaces.access import Access, workspace_access
from shared.workflow.operators import OperatorSpec

router = APIRouter(prefix="/workspaces/{workspace_id}/operators", tags=["operators"])


@router.get("")
async def list_operators(
    access: Annotated[Access, workspace_access(Role.VIEWER)],
    gateway: Gateway,
    work: Work,
    paging: Paged,
    q: Annotated[Search, Query()] = "",
) -> Page[OperatorView]:
    """Every operator that a workflow here may use, by repository and name."""
    query = (
        select(Repository.id, Catalogue.id, Catalogue.name, Catalogue.version)
        .join(Catalogue, Catalogue.id == Repository.catalogue_id)
        .where(Repository.workspace_id == access.workspace.id, Repository.removed_at.is_(None))
    )
    found: list[OperatorView] = []
    for repository_id, catalogue_id, name, version in await work.session.execute(query):
        specs = await gateway.catalogues.operators(work.session, catalogue_id)
        images = await images_by_name(work.session, {spec.image for spec in specs.values()})
        ready = {image for image, row in images.items() if row.status == ImageStatus.READY}
        found += [
            _view(spec, repository_id, name, version, ready=spec.image in ready)
            for spec in specs.values()
            if _matches(spec, q.casefold())
        ]
    found.sort(key=_place)
    return paging.page(paging.behind(found, _place), lambda view: view, _place)


def _place(view: OperatorView) -> tuple[str, str, str]:
    return (view.repository, view.name, view.repository_id)


def _matches(spec: OperatorSpec, wanted: str) -> bool:
    return any(wanted in text.casefold() for text in (spec.name, spec.label, spec.description, *spec.tags))


def _view(spec: OperatorSpec, repository_id: str, repository: str, version: str, *, ready: bool) -> OperatorView:
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
        ready=ready,
    )
