"""The states that the pipeline reasons about: of the stored rows, just what decides the next step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.api_gateway.states import ImageStatus, RepositoryStatus, RunStatus, StageName
from shared.messages.workflows import Author
from shared.workflow.problems import Problem


@dataclass(frozen=True, slots=True)
class VersionState:
    """`is_newest` is false for overtaken versions and for those of a deleted workflow."""

    workflow_id: str
    version: int
    dag_id: str
    name: str
    author: Author
    saved_at: datetime
    is_newest: bool
    source: str | None = None
    digest: str | None = None
    images: tuple[str, ...] = ()
    commit: str | None = None
    delay_reason: str | None = None
    registered: bool = False
    failed_stage: StageName | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImageState:
    """`next_build_id` is the id that a build asked for now would get."""

    name: str
    repository_id: str
    url: str
    commit: str
    group: str
    status: ImageStatus
    build_id: str | None
    next_build_id: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class RepositoryState:
    repository_id: str
    url: str
    ref: str
    status: RepositoryStatus
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkflowState:
    workflow_id: str
    dag_id: str
    name: str
    version: int
    paused: bool
    paused_in_airflow: bool | None
    deleted: bool
    removed: bool
    forgotten: bool


@dataclass(frozen=True, slots=True)
class RunState:
    run_id: str
    workflow_id: str
    dag_id: str
    dag_run_id: str
    version: int
    digest: str
    params: Mapping[str, Any]
    state: RunStatus
    accepted: bool
    waiting: bool
    cancel_requested: bool
    message: str | None = None
    observed_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None


State = VersionState | ImageState | RepositoryState | WorkflowState | RunState
