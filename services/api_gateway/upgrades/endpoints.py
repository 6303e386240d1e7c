"""The upgrade assistant: look at another ref, see what would change and break, and offer new versions of workflows."""

from typing import Annotated

from fastapi import APIRouter

from services.api_gateway.context import Context, Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import Conflict
from services.api_gateway.repositories.catalogues import pins_of
from services.api_gateway.repositories.previews import ask, content_of, find, preview_view
from services.api_gateway.repositories.schemas import UpgradeRef
from services.api_gateway.repositories.usage import Use, uses_of
from services.api_gateway.states import Role
from services.api_gateway.tables import Catalogue, Preview, Repository
from services.api_gateway.upgrades.changes import changes_between
from services.api_gateway.upgrades.moving import moved, new_problems, with_operators
from services.api_gateway.upgrades.schemas import (
    ChosenWorkflows,
    NewVersion,
    NewVersions,
    Outcome,
    UpgradePreview,
    WorkflowEffect,
)
from services.api_gateway.workflows.saving import check, save
from services.api_gateway.workspaces.access import RepositoryAccess, repository_access
from shared.workflow.operators import OperatorSpec
from shared.workflow.problems import has_errors

router = APIRouter(prefix="/workspaces/{workspace_id}/repositories/{repository_id}", tags=["repositories"])


@router.post("/previews", status_code=202)
async def preview_upgrade(
    body: UpgradeRef, access: Annotated[RepositoryAccess, repository_access(Role.ADMIN)], gateway: Gateway, work: Work
) -> UpgradePreview:
    """Look at the repository at another ref; nothing is switched."""
    gateway.limits.installs.check(access.workspace.id)
    repository = access.repository
    preview = await ask(work, access.workspace.id, repository.url, body.ref, repository.id)
    return await _upgrade_view(gateway, work, repository, preview)


@router.get("/previews/{preview_id}")
async def get_upgrade_preview(
    preview_id: str, access: Annotated[RepositoryAccess, repository_access(Role.ADMIN)], gateway: Gateway, work: Work
) -> UpgradePreview:
    """What an upgrade would change of the operators, and what it would break in the workflows that use them."""
    preview = await find(work, access.workspace.id, preview_id, access.repository.id)
    return await _upgrade_view(gateway, work, access.repository, preview)


@router.post("/new_versions")
async def make_new_versions(
    body: ChosenWorkflows,
    access: Annotated[RepositoryAccess, repository_access(Role.EDITOR)],
    gateway: Gateway,
    work: Work,
) -> NewVersions:
    """Save chosen workflows anew with the installed commit. One that would have errors is left as it is, with the reasons."""
    gateway.limits.saves.check(access.principal.account_id)
    repository = access.repository
    if repository.catalogue_id is None:
        raise Conflict("The repository has not been installed yet.")
    installed = await work.session.get_one(Catalogue, repository.catalogue_id)
    chosen = await uses_of(work.session, repository.id, body.workflow_ids)
    return NewVersions(items=[await _new_version(gateway, work, access, use, installed) for use in chosen])


async def _new_version(
    gateway: Context, work: Transaction, access: RepositoryAccess, use: Use, installed: Catalogue
) -> NewVersion:
    workflow = use.workflow
    if use.is_at(installed.id):
        return _answer(use, Outcome.CURRENT)
    definition = moved(use.version.definition, use.keys, installed.ref, installed.commit)
    checked = await check(
        gateway, work, workflow.workspace_id, definition, await pins_of(work.session, workflow.id, workflow.version)
    )
    if has_errors(checked.problems):
        return _answer(use, Outcome.HAS_PROBLEMS).model_copy(update={"problems": list(checked.problems)})
    version = await save(work, workflow, workflow.version + 1, checked, access.principal)
    return _answer(use, Outcome.SAVED).model_copy(update={"version": version.version})


def _answer(use: Use, outcome: Outcome) -> NewVersion:
    return NewVersion(
        workflow_id=use.workflow.id,
        name=use.workflow.name,
        version=use.version.version,
        outcome=outcome,
        problems=[],
    )


async def _upgrade_view(
    gateway: Context, work: Transaction, repository: Repository, preview: Preview
) -> UpgradePreview:
    view = await preview_view(work, preview)
    content = content_of(preview)
    if content is None or content.commit is None:
        return UpgradePreview(**dict(view), operators_changed=[], workflows=[])
    offered = {spec.name: spec for spec in content.operators}
    known = await gateway.catalogues.operators(work.session, repository.catalogue_id) if repository.catalogue_id else {}
    effects = [
        await _effect(gateway, work, use, offered, repository.catalogue_id)
        for use in await uses_of(work.session, repository.id)
    ]
    return UpgradePreview(**dict(view), operators_changed=list(changes_between(known, offered)), workflows=effects)


async def _effect(
    gateway: Context, work: Transaction, use: Use, offered: dict[str, OperatorSpec], current: str | None
) -> WorkflowEffect:
    """Compared with the commit that the workflow itself is pinned to, which may be older than the installed one."""
    before = await gateway.catalogues.of_version(work.session, use.workflow.id, use.version.version)
    after = with_operators(before, use.keys, offered)
    problems = new_problems(use.version.definition, before, after)
    return WorkflowEffect(**dict(use.view(current)), problems=problems)
