"""The queries that find what has not come yet; each row is a fact for `owed` to weigh."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.api_gateway.owed import MOST_BUILD_ATTEMPTS, Debt, Fact
from services.api_gateway.states import ImageStatus, RepositoryStatus, RunStatus
from services.api_gateway.tables import Image, Repository, Run, Version, Workflow

MOST = 5000  # facts of a kind in one look
SEPARATOR = "@"


async def facts_of(session: AsyncSession) -> list[Fact]:
    facts: list[Fact] = []
    for debt, query in QUERIES.items():
        facts += [Fact(debt, subject, since) for subject, since in (await session.execute(query.limit(MOST)))]
    return facts


def _versions(since: Any, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """The newest versions, of workflows that are not deleted, that lack something."""
    subject = func.concat(Version.workflow_id, SEPARATOR, Version.version)
    return (
        select(subject, since)
        .join(Workflow, (Workflow.id == Version.workflow_id) & (Workflow.version == Version.version))
        .where(Workflow.deleted_at.is_(None), Version.is_draft.is_(False), *conditions)
        .order_by(since)
    )


def _runs(since: Any, *conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    open_states = [RunStatus.QUEUED, RunStatus.RUNNING]
    return select(Run.id, since).where(Run.state.in_(open_states), *conditions).order_by(since)


QUERIES: dict[Debt, Select[*tuple[Any, ...]]] = {
    Debt.COMPILE: _versions(Version.saved_at, Version.digest.is_(None), Version.failed_stage.is_(None)),
    Debt.PUBLISH: _versions(Version.compiled_at, Version.digest.is_not(None), Version.commit.is_(None)),
    Debt.CONFIRM: _versions(Version.published_at, Version.commit.is_not(None), Version.registered_at.is_(None)),
    Debt.FETCH: select(Repository.id, Repository.updated_at).where(
        Repository.status.in_([RepositoryStatus.QUEUED, RepositoryStatus.FETCHING]), Repository.removed_at.is_(None)
    ),
    Debt.BUILD: select(Image.name, Image.updated_at).where(
        Image.status.in_([ImageStatus.WANTED, ImageStatus.BUILDING])
    ),
    Debt.REBUILD: select(Image.name, Image.updated_at).where(
        Image.status == ImageStatus.FAILED, Image.attempts < MOST_BUILD_ATTEMPTS
    ),
    Debt.REMOVE: select(Workflow.id, Workflow.deleted_at).where(
        Workflow.deleted_at.is_not(None), Workflow.removed_at.is_(None)
    ),
    Debt.FORGET: select(Workflow.id, Workflow.removed_at).where(
        Workflow.removed_at.is_not(None), Workflow.forgotten_at.is_(None)
    ),
    Debt.PAUSE: select(Workflow.id, Workflow.updated_at).where(
        Workflow.deleted_at.is_(None), Workflow.paused_in_airflow != Workflow.paused
    ),
    Debt.START: _runs(Run.heard_at, Run.accepted_at.is_(None), Run.waiting.is_(False)),
    Debt.CANCEL: _runs(Run.cancel_requested_at, Run.cancel_requested_at.is_not(None)),
    Debt.OBSERVE: _runs(Run.heard_at, Run.accepted_at.is_not(None), Run.cancel_requested_at.is_(None)),
}
