"""Looking into a repository before it is installed: asked of the builder, answered on the workspace's topic."""

from typing import Annotated

from fastapi import APIRouter
from sqlalchemy import select

from services.api_gateway import commands
from services.api_gateway.context import Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import NotFound
from services.api_gateway.ids import new_id
from services.api_gateway.repositories.schemas import (
    NewPreview,
    PreviewGroup,
    PreviewOperator,
    PreviewStatus,
    PreviewView,
)
from services.api_gateway.repositories.urls import check_url
from services.api_gateway.repositories.views import images_by_name
from services.api_gateway.states import ImageStatus, Role
from services.api_gateway.tables import Preview
from services.api_gateway.workspaces.access import Access, workspace_access
from shared.messages.repositories import RepositoryPreviewed
from shared.workflow.operators import OperatorSpec
from shared.workflow.problems import has_errors

router = APIRouter(prefix="/workspaces/{workspace_id}/previews", tags=["repositories"])


@router.post("", status_code=202)
async def preview_repository(
    body: NewPreview, access: Annotated[Access, workspace_access(Role.ADMIN)], gateway: Gateway, work: Work
) -> PreviewView:
    """Fetch a repository at a ref and say what is in it. Nothing is installed and none of its code runs."""
    gateway.limits.installs.check(access.workspace.id)
    check_url(body.url, gateway.settings.allow_local_repositories)
    return await preview_view(work, await ask(work, access.workspace.id, body.url, body.ref))


@router.get("/{preview_id}")
async def get_preview(
    preview_id: str, access: Annotated[Access, workspace_access(Role.ADMIN)], work: Work
) -> PreviewView:
    """A preview is kept for an hour."""
    return await preview_view(work, await find(work, access.workspace.id, preview_id, None))


async def ask(work: Transaction, workspace_id: str, url: str, ref: str, repository_id: str | None = None) -> Preview:
    """Ask the builder to look."""
    preview = Preview(
        id=new_id(), workspace_id=workspace_id, repository_id=repository_id, url=url, ref=ref, created_at=work.now
    )
    work.session.add(preview)
    await work.send(commands.preview_repository(preview.id, preview.repository_id, url, ref), correlation_id=preview.id)
    return preview


async def find(work: Transaction, workspace_id: str, preview_id: str, repository_id: str | None) -> Preview:
    query = select(Preview).where(
        Preview.id == preview_id,
        Preview.workspace_id == workspace_id,
        Preview.repository_id.is_not_distinct_from(repository_id),
    )
    preview = await work.session.scalar(query)
    if preview is None:
        raise NotFound("preview")
    return preview


def content_of(preview: Preview) -> RepositoryPreviewed | None:
    """What was found, once it has been."""
    return None if preview.content is None else RepositoryPreviewed.model_validate(preview.content)


async def preview_view(work: Transaction, preview: Preview) -> PreviewView:
    found = content_of(preview)
    images = await images_by_name(work.session, {group.image for group in found.groups} if found else set())
    ready = {name for name, image in images.items() if image.status == ImageStatus.READY}
    return PreviewView(
        id=preview.id,
        url=preview.url,
        ref=preview.ref,
        status=_status(found),
        commit=found.commit if found else None,
        name=found.name if found else "",
        label=found.label if found else "",
        version=found.version if found else "",
        description=found.description if found else "",
        operators=[_operator(spec) for spec in found.operators] if found else [],
        groups=[
            PreviewGroup(name=group.name, operators=list(group.operators), is_built=group.image in ready)
            for group in (found.groups if found else ())
        ],
        problems=list(found.problems) if found else [],
        created_at=preview.created_at,
    )


def _status(found: RepositoryPreviewed | None) -> PreviewStatus:
    if found is None:
        return PreviewStatus.FETCHING
    return PreviewStatus.REFUSED if found.commit is None or has_errors(found.problems) else PreviewStatus.READY


def _operator(spec: OperatorSpec) -> PreviewOperator:
    return PreviewOperator(
        name=spec.name,
        label=spec.label,
        description=spec.description,
        tags=list(spec.tags),
        style=spec.style,
        group=spec.group,
        inputs=len(spec.input_schema.get("properties") or ()),
        outputs=len(spec.output_schema.get("properties") or ()),
        secrets=sorted((spec.secrets_schema or {}).get("properties") or ()),
    )
