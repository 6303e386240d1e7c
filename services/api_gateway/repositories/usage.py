"""Which workflows use a repository: those whose newest version is pinned to one of its commits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.api_gateway.repositories.schemas import TaskUse, WorkflowUse
from services.api_gateway.tables import Catalogue, Pin, Version, Workflow


@dataclass(frozen=True, slots=True)
class Use:
    """`keys` are the names under which the definition knows the repository; `ref` and `commit` are those of the last."""

    workflow: Workflow
    version: Version
    keys: tuple[str, ...]
    catalogue_ids: tuple[str, ...]
    ref: str
    commit: str

    @property
    def tasks(self) -> list[TaskUse]:
        """The tasks that are uses of the repository's operators."""
        found = []
        for key, task in _tasks(self.version.definition):
            repository, _, name = str(task.get("operator", "")).partition("/")
            if repository in self.keys:
                found.append(TaskUse(task=key, title=str(task.get("title") or key), operator=name))
        return found

    def is_at(self, catalogue_id: str | None) -> bool:
        """Whether there is nothing to move."""
        return all(one == catalogue_id for one in self.catalogue_ids)

    def view(self, current: str | None) -> WorkflowUse:
        """`current` is the catalogue that is installed now."""
        return WorkflowUse(
            workflow_id=self.workflow.id,
            name=self.workflow.name,
            version=self.version.version,
            ref=self.ref,
            commit=self.commit,
            is_current=self.is_at(current),
            tasks=self.tasks,
        )


async def uses_of(session: AsyncSession, repository_id: str, workflow_ids: Iterable[str] | None = None) -> list[Use]:
    """By name; with `workflow_ids` only those, locked for a new version."""
    query = (
        select(Workflow, Version, Pin.key, Pin.catalogue_id, Catalogue.ref, Catalogue.commit)
        .join(Version, (Version.workflow_id == Workflow.id) & (Version.version == Workflow.version))
        .join(Pin, (Pin.workflow_id == Workflow.id) & (Pin.version == Workflow.version))
        .join(Catalogue, Catalogue.id == Pin.catalogue_id)
        .where(Pin.repository_id == repository_id, Workflow.deleted_at.is_(None))
        .order_by(Workflow.id, Pin.key)
    )
    if workflow_ids is not None:
        wanted = sorted(set(workflow_ids))
        # First the rows alone: what is read after the lock is the newest version.
        await session.execute(
            select(Workflow.id).where(Workflow.id.in_(wanted)).order_by(Workflow.id).with_for_update(key_share=True)
        )
        query = query.where(Workflow.id.in_(wanted))
    found: dict[str, Use] = {}
    for workflow, version, key, catalogue_id, ref, commit in await session.execute(query):
        earlier = found.get(workflow.id)
        keys = (*earlier.keys, key) if earlier else (key,)
        catalogues = (*earlier.catalogue_ids, catalogue_id) if earlier else (catalogue_id,)
        found[workflow.id] = Use(workflow, version, keys, catalogues, ref, commit)
    return sorted(found.values(), key=lambda use: (use.workflow.name.casefold(), use.workflow.id))


def _tasks(definition: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    tasks = definition.get("tasks")
    return [(key, task) for key, task in tasks.items() if isinstance(task, dict)] if isinstance(tasks, dict) else []
