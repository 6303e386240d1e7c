"""Saving: check the document, pin its repositories, write the version and what it owes in one transaction."""

from dataclasses import dataclass
from typing import Any

from services.api_gateway.accounts.principal import Principal
from services.api_gateway.context import Context
from services.api_gateway.database import Transaction
from services.api_gateway.errors import Invalid
from services.api_gateway.happenings import VersionSaved
from services.api_gateway.pipeline import advance
from services.api_gateway.repositories.catalogues import Pinned, Resolved, used
from services.api_gateway.rows import version_state
from services.api_gateway.tables import Pin, Version, Workflow
from services.api_gateway.workflows.views import show_workflow
from shared.workflow.problems import Problem, has_errors
from shared.workflow.validation import validate


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    definition: dict[str, Any]
    resolved: Resolved
    problems: tuple[Problem, ...]
    is_readable: bool


async def check(
    gateway: Context,
    work: Transaction,
    workspace_id: str,
    definition: dict[str, Any],
    earlier: dict[str, Pinned] | None = None,
) -> CheckedDocument:
    """Everything that can be said of a definition in this workspace."""
    resolved = await gateway.catalogues.resolve(work.session, workspace_id, definition, earlier)
    checked = validate(definition, resolved.operators)
    missing = tuple(
        Problem(
            path=f"/repositories/{key}",
            code="repository_missing",
            message=f"The repository “{key}” is not installed here at this ref. Install it, or choose an installed ref.",
        )
        for key in resolved.missing
    )
    return CheckedDocument(definition, resolved, (*missing, *checked.problems), checked.definition is not None)


async def save(
    work: Transaction, workflow: Workflow, number: int, checked: CheckedDocument, principal: Principal
) -> Version:
    """Write version `number` and ask for what follows. A document with errors is kept, but goes nowhere."""
    if not checked.is_readable:
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        raise Invalid("This is not a workflow definition.", _in_body(errors))
    version = Version(
        workflow_id=workflow.id,
        version=number,
        name=workflow.name,
        description=workflow.description,
        definition=checked.definition,
        problems=[problem.model_dump() for problem in checked.problems],
        is_draft=has_errors(checked.problems),
        author_id=principal.account_id,
        author_name=principal.name,
        author_email=principal.email,
        saved_at=work.now,
    )
    workflow.version = number
    workflow.updated_at = work.now
    work.session.add(workflow)
    await work.session.flush()
    work.session.add(version)
    await work.session.flush()
    for key, pin in checked.resolved.pins.items():
        work.session.add(
            Pin(
                workflow_id=workflow.id,
                version=number,
                key=key,
                repository_id=pin.repository_id,
                catalogue_id=pin.catalogue_id,
            )
        )
    if not version.is_draft:
        operators = used(checked.definition, checked.resolved.operators)
        saved = VersionSaved(workflow.description, checked.definition, operators)
        _, commands = advance(version_state(workflow, version), saved)
        await work.send(*commands)
    show_workflow(work, workflow, version)
    return version


def _in_body(problems: list[Problem]) -> list[Problem]:
    """A request's body holds the definition under its own key."""
    return [problem.model_copy(update={"path": f"/definition{problem.path}"}) for problem in problems]
