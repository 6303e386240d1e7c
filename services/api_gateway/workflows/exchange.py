"""Export and import of workflows as files."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from services.api_gateway.context import Gateway, Work
from services.api_gateway.errors import Invalid
from services.api_gateway.states import Role
from services.api_gateway.tables import Version
from services.api_gateway.web.documents import Document
from services.api_gateway.workflows.endpoints import full_view, new_workflow
from services.api_gateway.workflows.saving import check, save
from services.api_gateway.workflows.schemas import Export, Imported, MissingRepository
from services.api_gateway.workspaces.access import Access, WorkflowAccess, workflow_access, workspace_access
from shared.workflow.document import SCHEMA
from shared.workflow.problems import Problem

FORMAT = "domino/export/v1"

router = APIRouter(tags=["exchange"])


@router.get("/workflows/{workflow_id}/export", response_model=Export)
async def export_workflow(access: Annotated[WorkflowAccess, workflow_access(Role.VIEWER)], work: Work) -> JSONResponse:
    """The newest version as a file that another Domino can import."""
    workflow = access.workflow
    version = await work.session.get_one(Version, (workflow.id, workflow.version))
    export = Export(format=FORMAT, name=workflow.name, description=workflow.description, definition=version.definition)
    headers = {"Content-Disposition": f'attachment; filename="{workflow.dag_id}.json"'}
    return JSONResponse(export.model_dump(mode="json"), headers=headers)


@router.post("/workspaces/{workspace_id}/workflows/import", status_code=201)
async def import_workflow(
    body: Document, access: Annotated[Access, workspace_access(Role.EDITOR)], gateway: Gateway, work: Work
) -> Imported:
    """Save an exported file, or a bare definition, as a new workflow."""
    gateway.limits.saves.check(access.principal.account_id)
    export = _read(body)
    checked = await check(gateway, work, access.workspace.id, export.definition)
    workflow = new_workflow(work, access, export.name, export.description)
    version = await save(work, workflow, 1, checked, access.principal)
    repositories: dict[str, Any] = export.definition.get("repositories") or {}
    missing = [
        MissingRepository(key=key, url=repositories[key]["url"], ref=repositories[key]["ref"])
        for key in checked.resolved.missing
    ]
    view = await full_view(work, workflow, version)
    warnings = [problem for problem in checked.problems if problem.severity == "warning"]
    return Imported(workflow=view, missing_repositories=missing, warnings=warnings)


def _read(body: dict[str, Any]) -> Export:
    if body.get("schema") == SCHEMA:
        return Export(format=FORMAT, name="Imported workflow", description="", definition=body)
    if body.get("format") != FORMAT:
        message = f"Only files in the format `{FORMAT}` can be imported yet; files of earlier releases cannot."
        raise Invalid(message, [Problem(path="/format", code="format", message=message)])
    try:
        export = Export.model_validate(body)
    except ValidationError as error:
        places = [
            Problem(path="/" + "/".join(map(str, e["loc"])), code=e["type"], message=e["msg"]) for e in error.errors()
        ]
        raise Invalid("The file is not a complete export.", places) from error
    name = export.name.replace("\0", "").strip()[:200] or "Imported workflow"
    return export.model_copy(update={"name": name, "description": export.description.replace("\0", "")[:10_000]})
