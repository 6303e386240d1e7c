"""Drafts: a person's own unpublished document of a workflow; kept on the server, never published by itself."""

from typing import Annotated

from fastapi import APIRouter
from sqlalchemy.dialects.postgresql import insert

from services.api_gateway.context import Work
from services.api_gateway.errors import NotFound
from services.api_gateway.states import Role
from services.api_gateway.tables import Draft
from services.api_gateway.workflows.schemas import DraftBody, DraftView
from services.api_gateway.workspaces.access import WorkflowAccess, workflow_access

router = APIRouter(prefix="/workflows/{workflow_id}/draft", tags=["drafts"])

Editing = Annotated[WorkflowAccess, workflow_access(Role.EDITOR)]


@router.put("")
async def save_draft(body: DraftBody, access: Editing, work: Work) -> DraftView:
    row = {
        "workflow_id": access.workflow.id,
        "account_id": access.principal.account_id,
        "document": body.document,
        "base_version": body.base_version,
        "updated_at": work.now,
    }
    statement = insert(Draft).values(row)
    await work.session.execute(
        statement.on_conflict_do_update(
            index_elements=["workflow_id", "account_id"],
            set_={name: statement.excluded[name] for name in ("document", "base_version", "updated_at")},
        )
    )
    return DraftView(document=body.document, base_version=body.base_version, updated_at=work.now)


@router.get("")
async def get_draft(access: Annotated[WorkflowAccess, workflow_access(Role.VIEWER)], work: Work) -> DraftView:
    draft = await work.session.get(Draft, (access.workflow.id, access.principal.account_id))
    if draft is None:
        raise NotFound("draft")
    return DraftView(document=draft.document, base_version=draft.base_version, updated_at=draft.updated_at)


@router.delete("", status_code=204)
async def delete_draft(access: Editing, work: Work) -> None:
    draft = await work.session.get(Draft, (access.workflow.id, access.principal.account_id))
    if draft is not None:
        await work.session.delete(draft)
