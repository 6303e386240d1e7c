"""Every route resolves through a workspace: who is not a member of it gets 404, whoever may not do this there 403."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from fastapi import Depends, Request
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.api_gateway.accounts.principal import Principal, Reader
from services.api_gateway.context import Work
from services.api_gateway.errors import Forbidden, NotFound
from services.api_gateway.states import Role, Scope
from services.api_gateway.tables import Repository, Run, Workflow, Workspace
from services.api_gateway.workspaces.queries import membership


@dataclass(frozen=True, slots=True)
class Access:
    """A principal inside one workspace."""

    principal: Principal
    workspace: Workspace
    role: Role


async def enter(session: AsyncSession, principal: Principal, workspace_id: str, thing: str) -> Access:
    """Access to a workspace that owns `thing`; raise NotFound for outsiders."""
    found = await membership(session, workspace_id, principal.account_id)
    if found is None:
        raise NotFound(thing)
    workspace, role = found
    return Access(principal, workspace, role)


def _allow(access: Access, role: Role, scope: Scope, request: Request) -> None:
    if request.method not in {"GET", "HEAD"}:
        access.principal.require(scope)
    if not access.role.at_least(role):
        raise Forbidden(f"This takes the role `{role}` in the workspace; yours is `{access.role}`.")


def workspace_access(role: Role, scope: Scope = Scope.WRITE) -> Any:
    """A dependency for routes under `/workspaces/{workspace_id}`."""

    async def resolve(workspace_id: str, request: Request, principal: Reader, work: Work) -> Access:
        access = await enter(work.session, principal, workspace_id, "workspace")
        _allow(access, role, scope, request)
        return access

    return Depends(_named(resolve, role))


@dataclass(frozen=True, slots=True)
class RepositoryAccess(Access):
    repository: Repository


def repository_access(role: Role) -> Any:
    """A dependency for routes under `/workspaces/{workspace_id}/repositories/{repository_id}`."""

    async def resolve(
        workspace_id: str, repository_id: str, request: Request, principal: Reader, work: Work
    ) -> RepositoryAccess:
        access = await enter(work.session, principal, workspace_id, "repository")
        query = select(Repository).where(
            Repository.id == repository_id, Repository.workspace_id == workspace_id, Repository.removed_at.is_(None)
        )
        repository = await work.session.scalar(query)
        if repository is None:
            raise NotFound("repository")
        _allow(access, role, Scope.WRITE, request)
        return RepositoryAccess(access.principal, access.workspace, access.role, repository)

    return Depends(_named(resolve, role))


@dataclass(frozen=True, slots=True)
class WorkflowAccess(Access):
    workflow: Workflow


def workflow_access(role: Role, scope: Scope = Scope.WRITE, deleted: bool = False) -> Any:
    """A dependency for routes under `/workflows/{workflow_id}`. Writing locks the row, so that versions follow one another;
    `deleted` lets history be read of what is gone."""

    async def resolve(workflow_id: str, request: Request, principal: Reader, work: Work) -> WorkflowAccess:
        query = select(Workflow).where(Workflow.id == workflow_id)
        if request.method not in {"GET", "HEAD"}:
            query = query.with_for_update(key_share=True)
        workflow = await work.session.scalar(query)
        if workflow is None or (workflow.deleted_at is not None and not deleted):
            raise NotFound("workflow")
        access = await enter(work.session, principal, workflow.workspace_id, "workflow")
        _allow(access, role, scope, request)
        return WorkflowAccess(access.principal, access.workspace, access.role, workflow)

    return Depends(_named(resolve, role))


@dataclass(frozen=True, slots=True)
class RunAccess(Access):
    run: Run


def run_access(role: Role) -> Any:
    """A dependency for routes under `/runs/{run_id}`."""

    async def resolve(run_id: str, request: Request, principal: Reader, work: Work) -> RunAccess:
        query = select(Run).where(Run.id == run_id)
        if request.method not in {"GET", "HEAD"}:
            query = query.with_for_update(key_share=True)
        run = await work.session.scalar(query)
        if run is None:
            raise NotFound("run")
        access = await enter(work.session, principal, run.workspace_id, "run")
        _allow(access, role, Scope.RUN, request)
        return RunAccess(access.principal, access.workspace, access.role, run)

    return Depends(_named(resolve, role))


def _named(resolve: Callable[..., Coroutine[Any, Any, Any]], role: Role) -> Callable[..., Coroutine[Any, Any, Any]]:
    """Remember the role with the dependency: the test of role × route reads it from here."""
    resolve.__dict__["role"] = role
    return resolve
