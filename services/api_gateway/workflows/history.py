"""The versions of a workflow: list, read, compare, restore; and the DAG that one compiles to."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse, PlainTextResponse
from sqlalchemy import select
from sqlalchemy.orm import defer

from services.api_gateway.context import Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import Conflict, NotFound
from services.api_gateway.repositories.catalogues import pins_of
from services.api_gateway.states import Role
from services.api_gateway.tables import Version
from services.api_gateway.web.paging import Page, Paged
from services.api_gateway.workflows.difference import difference
from services.api_gateway.workflows.endpoints import answer, save_next
from services.api_gateway.workflows.schemas import (
    Difference,
    VersionSummary,
    VersionView,
    WorkflowChange,
    WorkflowView,
)
from services.api_gateway.workflows.views import pin_views, version_summary
from services.api_gateway.workspaces.access import WorkflowAccess, workflow_access

router = APIRouter(prefix="/workflows/{workflow_id}", tags=["versions"])

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
History = Annotated[WorkflowAccess, workflow_access(Role.VIEWER, deleted=True)]


@router.get("/versions")
async def list_versions(access: History, work: Work, paging: Paged) -> Page[VersionSummary]:
    query = (
        select(Version)
        .where(Version.workflow_id == access.workflow.id)
        .options(defer(Version.definition), defer(Version.source))
    )
    # Numbers are unique in a workflow, so the second half of the cursor only repeats the workflow.
    rows = (await work.session.scalars(paging.newest_first(query, Version.saved_at, Version.workflow_id))).all()
    return paging.page(rows, version_summary, lambda row: (row.saved_at, row.workflow_id))


@router.get("/versions/{number}")
async def get_version(number: Number, access: History, work: Work) -> VersionView:
    version = await _version(work, access, number)
    pins = await pins_of(work.session, version.workflow_id, number)
    short = version_summary(version)
    return VersionView(**dict(short), definition=version.definition, pins=pin_views(pins))


@router.get("/versions/{a}/diff/{b}")
async def compare_versions(a: Number, b: Number, access: History, work: Work) -> Difference:
    before, after = await _version(work, access, a), await _version(work, access, b)
    return difference(a, b, before.definition, after.definition)


@router.post("/versions/{number}/restore", response_model=WorkflowView)
async def restore_version(
    number: Number, access: Annotated[WorkflowAccess, workflow_access(Role.EDITOR)], gateway: Gateway, work: Work
) -> JSONResponse:
    """Save an earlier version again as the newest."""
    earlier = await _version(work, access, number)
    change = WorkflowChange(name=earlier.name, description=earlier.description, definition=earlier.definition)
    return answer(await save_next(gateway, work, access, change))


@router.get("/dag", response_class=PlainTextResponse)
async def get_dag(
    access: History, work: Work, version: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None
) -> PlainTextResponse:
    """The DAG source of a version; of the newest when none is named."""
    row = await _version(work, access, version or access.workflow.version)
    if row.source is None:
        raise Conflict(f"Version {row.version} has not been compiled.")
    return PlainTextResponse(row.source, media_type="text/x-python", headers={"X-Content-Type-Options": "nosniff"})


async def _version(work: Transaction, access: WorkflowAccess, number: int) -> Version:
    version = await work.session.get(Version, (access.workflow.id, number))
    if version is None:
        raise NotFound("version")
    return version
