"""From rows to what clients and sockets see of a workflow."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from services.api_gateway.database import Transaction
from services.api_gateway.repositories.catalogues import Pinned
from services.api_gateway.stages import stages, status
from services.api_gateway.states import RunStatus, StageState, WorkflowStatus
from services.api_gateway.tables import Run, Version, Workflow
from services.api_gateway.workflows.schemas import LastRun, PinView, StageView, VersionSummary, WorkflowSummary
from shared.workflow.document import CronSchedule, PresetSchedule
from shared.workflow.problems import Problem, pointer
from shared.workflow.schedule import next_run

RECENT_RUNS = 12
SCHEDULE: TypeAdapter[CronSchedule | PresetSchedule | None] = TypeAdapter(CronSchedule | PresetSchedule | None)


async def newest_versions(session: AsyncSession, workflows: Sequence[Workflow]) -> dict[str, Version]:
    """The newest version of each workflow, without its DAG source."""
    query = (
        select(Version)
        .join(Workflow, (Workflow.id == Version.workflow_id) & (Workflow.version == Version.version))
        .where(Workflow.id.in_([workflow.id for workflow in workflows]))
        .options(defer(Version.source))
    )
    return {version.workflow_id: version for version in await session.scalars(query)}


async def recent_runs(session: AsyncSession, workflow_ids: Sequence[str]) -> dict[str, list[LastRun]]:
    """The last runs of each workflow, newest first, in one query."""
    place = func.row_number().over(partition_by=Run.workflow_id, order_by=(Run.created_at.desc(), Run.id.desc()))
    ranked = (
        select(Run.workflow_id, Run.id, Run.state, Run.created_at, Run.ended_at, place.label("place"))
        .where(Run.workflow_id.in_(workflow_ids))
        .subquery()
    )
    query = select(ranked).where(ranked.c.place <= RECENT_RUNS).order_by(ranked.c.workflow_id, ranked.c.place)
    found: dict[str, list[LastRun]] = {}
    for row in (await session.execute(query)).all():
        last = LastRun(id=row.id, state=RunStatus(row.state), created_at=row.created_at, ended_at=row.ended_at)
        found.setdefault(row.workflow_id, []).append(last)
    return found


def summary(workflow: Workflow, version: Version, runs: Sequence[LastRun], now: datetime) -> WorkflowSummary:
    schedule = schedule_of(version.definition)
    return WorkflowSummary(
        id=workflow.id,
        workspace_id=workflow.workspace_id,
        name=workflow.name,
        description=workflow.description,
        dag_id=workflow.dag_id,
        version=workflow.version,
        status=status(version),
        stages=stage_views(version),
        problems=problems_of(version),
        schedule=schedule,
        paused=workflow.paused,
        next_run_at=next_run_at(schedule, workflow, version, now),
        last_run=runs[0] if runs else None,
        recent_runs=list(runs),
        owner=version.author_name,
        created_at=workflow.created_at,
        updated_at=workflow.updated_at,
    )


def version_summary(version: Version) -> VersionSummary:
    return VersionSummary(
        version=version.version,
        name=version.name,
        description=version.description,
        author=version.author_name,
        saved_at=version.saved_at,
        status=status(version),
        stages=stage_views(version),
        problems=problems_of(version),
        digest=version.digest,
        commit=version.commit,
    )


def stage_views(version: Version) -> list[StageView]:
    return [
        StageView(name=stage.name, state=stage.state, started_at=stage.started_at, seconds=stage.seconds)
        for stage in stages(version)
    ]


def problems_of(version: Version) -> list[Problem]:
    """What validation said at the save, and what has gone wrong on the way since."""
    found = [Problem.model_validate(problem) for problem in [*version.problems, *(version.failures or ())]]
    if version.images_problem:
        found.append(Problem(path="", code="image_failed", message=version.images_problem))
    if version.delay_reason:
        message = f"Publishing waits: {version.delay_reason}"
        found.append(Problem(path="", code="publication_delayed", severity="warning", message=message))
    return found


def schedule_of(definition: Mapping[str, Any]) -> dict[str, Any] | None:
    settings = definition.get("settings")
    schedule = settings.get("schedule") if isinstance(settings, dict) else None
    return schedule if isinstance(schedule, dict) else None


def next_run_at(
    schedule: dict[str, Any] | None, workflow: Workflow, version: Version, now: datetime
) -> datetime | None:
    """When the schedule starts the workflow next; nothing while it is paused or not in Airflow."""
    if schedule is None or workflow.paused or status(version) is not WorkflowStatus.READY:
        return None
    try:
        return next_run(SCHEDULE.validate_python(schedule), now)
    except (ValidationError, ValueError):
        return None


def pin_views(pins: Mapping[str, Pinned]) -> dict[str, PinView]:
    return {
        key: PinView(url=pin.url, ref=pin.ref, commit=pin.commit, repository_id=pin.repository_id)
        for key, pin in pins.items()
    }


def show_workflow(work: Transaction, workflow: Workflow, version: Version) -> None:
    """Announce how the newest version stands now."""
    data = {
        "workflow_id": workflow.id,
        "workspace_id": workflow.workspace_id,
        "version": version.version,
        "name": workflow.name,
        "paused": workflow.paused,
        "status": status(version),
        "stages": [stage.model_dump(mode="json") for stage in stage_views(version)],
        "problems": [problem.model_dump() for problem in problems_of(version)],
    }
    work.show((f"workflow:{workflow.id}", f"workspace:{workflow.workspace_id}"), "workflow.status_changed", data)


def why_not_ready(version: Version) -> tuple[str, list[Problem]]:
    """A sentence on why this version cannot run now, and the problems behind it."""
    state = status(version)
    errors = [problem for problem in problems_of(version) if problem.severity == "error"]
    match state:
        case WorkflowStatus.DRAFT:
            return "The workflow has problems. Fix them and save again.", errors
        case WorkflowStatus.FAILED:
            reason = errors[0].message if errors else "One of its steps failed."
            return f"Version {version.version} could not be made ready. {reason}", errors
        case _:
            running = [stage.name for stage in stages(version) if stage.state is StageState.RUNNING]
            doing = ", ".join(running) or state
            return f"Version {version.version} is not ready yet ({doing}). Try again in a moment.", [
                Problem(path=pointer(), code="not_ready", message=f"The step `{name}` is still running.")
                for name in running
            ]
