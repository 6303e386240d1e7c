"""The rows that one batch of events touches, locked in one order, and what is to be shown of them afterwards."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, tuple_

from services.api_gateway.database import Transaction
from services.api_gateway.live.hub import RESYNC
from services.api_gateway.repositories.views import show_repository
from services.api_gateway.runs.views import show_run, show_task
from services.api_gateway.tables import Image, Repository, Run, TaskRun, Version, Workflow
from services.api_gateway.workflows.views import show_workflow
from shared.messages import Event


class Batch:
    """Rows are locked kind by kind and by id, so that two replicas never wait for each other in a circle. Requests lock a
    workflow or a run first as well."""

    def __init__(self, work: Transaction) -> None:
        self.work = work
        self.workflows: dict[str, Workflow] = {}
        self.versions: dict[tuple[str, int], Version] = {}
        self.repositories: dict[str, Repository] = {}
        self.images: dict[str, Image] = {}
        self.runs: dict[tuple[str, str], Run] = {}
        self.tasks: dict[tuple[str, str, int], TaskRun] = {}
        self._changed_workflows: dict[str, None] = {}
        self._changed_repositories: dict[str, None] = {}
        self._changed_runs: dict[tuple[str, str], None] = {}
        self._changed_tasks: dict[tuple[str, str, int], None] = {}

    async def load(self, events: Iterable[Event]) -> None:
        """Lock what the events name, in a handful of queries whatever their number."""
        named = [event.__dict__ for event in events]
        session = self.work.session
        by_dag = {n["dag_id"] for n in named if "dag_run_id" in n or "run_id" in n}
        workflow_ids = _ids(named, "workflow_id")
        query = select(Workflow).where(Workflow.id.in_(workflow_ids) | Workflow.dag_id.in_(by_dag))
        if workflow_ids or by_dag:
            # Runs do not change their workflow, but wait for it: a retarget must see the newest version.
            for workflow in await session.scalars(query.order_by(Workflow.id).with_for_update(key_share=True)):
                self.workflows[workflow.id] = workflow
        numbers = {(n["workflow_id"], n["version"]) for n in named if "workflow_id" in n and "version" in n}
        numbers |= {(workflow.id, workflow.version) for workflow in self.workflows.values()}
        await self.load_versions(numbers)
        if repository_ids := _ids(named, "repository_id"):
            repositories = select(Repository).where(Repository.id.in_(repository_ids)).order_by(Repository.id)
            for repository in await session.scalars(repositories.with_for_update(key_share=True)):
                self.repositories[repository.id] = repository
        await self.load_images(
            _ids(named, "image")
            | {image for n in named for image in n.get("images", ())}
            | {group.image for n in named for group in n.get("groups", ())}
        )
        await self._load_runs(named)

    async def load_versions(self, numbers: set[tuple[str, int]]) -> None:
        missing = sorted(number for number in numbers if number not in self.versions)
        if not missing:
            return
        query = select(Version).where(tuple_(Version.workflow_id, Version.version).in_(missing))
        ordered = query.order_by(Version.workflow_id, Version.version).with_for_update(key_share=True)
        for version in await self.work.session.scalars(ordered):
            self.versions[version.workflow_id, version.version] = version

    async def load_images(self, names: set[str]) -> None:
        missing = names - self.images.keys()
        if not missing:
            return
        query = select(Image).where(Image.name.in_(missing)).order_by(Image.name).with_for_update()
        for image in await self.work.session.scalars(query):
            self.images[image.name] = image

    async def _load_runs(self, named: list[dict[str, Any]]) -> None:
        run_ids = _ids(named, "run_id")
        keys = {(n["dag_id"], n["dag_run_id"]) for n in named if "dag_run_id" in n}
        if not run_ids and not keys:
            return
        query = select(Run).where(Run.id.in_(run_ids) | tuple_(Run.dag_id, Run.dag_run_id).in_(keys))
        for run in await self.work.session.scalars(query.order_by(Run.id).with_for_update(key_share=True)):
            self.runs[run.dag_id, run.dag_run_id] = run
        names = {task.task_id for n in named for task in n.get("tasks", ())}
        if not names:
            return
        ids = [run.id for run in self.runs.values()]
        for task in await self.work.session.scalars(
            select(TaskRun).where(TaskRun.run_id.in_(ids), TaskRun.task.in_(names))
        ):
            self.tasks[task.run_id, task.task, task.map_index] = task

    def workflow_of_dag(self, dag_id: str) -> Workflow | None:
        return next((workflow for workflow in self.workflows.values() if workflow.dag_id == dag_id), None)

    def run_by_id(self, run_id: str) -> Run | None:
        return next((run for run in self.runs.values() if run.id == run_id), None)

    def changed_workflow(self, workflow_id: str) -> None:
        self._changed_workflows[workflow_id] = None

    def changed_repository(self, repository_id: str) -> None:
        self._changed_repositories[repository_id] = None

    def changed_run(self, run: Run) -> None:
        self._changed_runs[run.dag_id, run.dag_run_id] = None

    def changed_task(self, task: TaskRun) -> None:
        self._changed_tasks[task.run_id, task.task, task.map_index] = None

    async def show(self) -> None:
        """One frame for each thing that has changed, as it stands at the end of the batch."""
        for workflow_id in self._changed_workflows:
            workflow = self.workflows[workflow_id]
            version = self.versions[workflow_id, workflow.version]
            if workflow.deleted_at is None:
                show_workflow(self.work, workflow, version)
        for repository_id in self._changed_repositories:
            await show_repository(self.work, self.repositories[repository_id])
        for task in self._changed_tasks:
            show_task(self.work, self.tasks[task])
        for run in self._changed_runs:
            show_run(self.work, self.runs[run])

    def resync(self) -> None:
        """Tell whoever looks at anything in this batch to fetch it afresh."""
        topics = [f"workflow:{workflow_id}" for workflow_id in self.workflows]
        topics += [f"repository:{repository_id}" for repository_id in self.repositories]
        topics += [f"run:{run.id}" for run in self.runs.values()]
        owners = {workflow.workspace_id for workflow in self.workflows.values()}
        owners |= {repository.workspace_id for repository in self.repositories.values()}
        topics += [f"workspace:{workspace_id}" for workspace_id in owners]
        self.work.show(tuple(topics), RESYNC, {})


def _ids(named: Iterable[dict[str, Any]], field: str) -> set[str]:
    return {n[field] for n in named if isinstance(n.get(field), str)}
