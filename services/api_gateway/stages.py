"""How far a workflow version has come: one pure function from what is stored to the status and the steps people see."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.api_gateway.states import StageName, StageState, WorkflowStatus


class Progress(Protocol):
    """The columns of a version that tell its progress."""

    is_draft: bool
    saved_at: datetime
    compiled_at: datetime | None
    images_ready_at: datetime | None
    images_problem: str | None
    published_at: datetime | None
    registered_at: datetime | None
    failed_stage: str | None
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stage:
    name: StageName
    state: StageState
    started_at: datetime | None
    seconds: float | None


def stages(version: Progress) -> tuple[Stage, ...]:
    """The four steps in their order; `seconds` once a step has ended."""
    saved = None if version.is_draft else version.saved_at
    steps = (
        (StageName.COMPILE, saved, version.compiled_at),
        (StageName.IMAGES, version.compiled_at, version.images_ready_at),
        (StageName.PUBLISH, version.compiled_at, version.published_at),
        (StageName.REGISTER, version.published_at, version.registered_at),
    )
    return tuple(_stage(version, name, started, ended) for name, started, ended in steps)


def status(version: Progress) -> WorkflowStatus:
    """The first thing still missing names the status; a failure of any step is louder than the steps that still run."""
    if version.is_draft:
        return WorkflowStatus.DRAFT
    if version.failed_stage or version.images_problem:
        return WorkflowStatus.FAILED
    if version.compiled_at is None:
        return WorkflowStatus.COMPILING
    if version.published_at is None:
        return WorkflowStatus.PUBLISHING
    if version.registered_at is None:
        return WorkflowStatus.REGISTERING
    if version.images_ready_at is None:
        return WorkflowStatus.BUILDING
    return WorkflowStatus.READY


def _stage(version: Progress, name: StageName, started: datetime | None, ended: datetime | None) -> Stage:
    if started is None:
        return Stage(name, StageState.WAITING, None, None)
    if version.failed_stage == name:
        return Stage(name, StageState.FAILED, started, _seconds(started, version.failed_at))
    if name is StageName.IMAGES and version.images_problem is not None:
        return Stage(name, StageState.FAILED, started, None)
    if ended is None:
        return Stage(name, StageState.RUNNING, started, None)
    return Stage(name, StageState.DONE, started, _seconds(started, ended))


def _seconds(started: datetime, ended: datetime | None) -> float | None:
    # Two clocks may disagree; nobody wants to read a negative duration.
    return None if ended is None else max(0.0, round((ended - started).total_seconds(), 3))
