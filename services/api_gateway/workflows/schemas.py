"""Workflows, versions and drafts as clients see them."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel

from services.api_gateway.states import RunStatus, StageName, StageState, WorkflowStatus
from services.api_gateway.web.documents import Body, Document, LongText, Name
from shared.workflow.problems import Problem


class NewWorkflow(Body):
    name: Name
    description: LongText = ""
    definition: dict[str, Any]


class WorkflowChange(Body):
    name: Name | None = None
    description: LongText | None = None
    definition: dict[str, Any]


class DefinitionOnly(Body):
    definition: dict[str, Any]


class DraftBody(Body):
    document: Document
    base_version: int | None = None


class DraftView(BaseModel):
    document: dict[str, Any]
    base_version: int | None
    updated_at: datetime


class Problems(BaseModel):
    problems: list[Problem]


class StageView(BaseModel):
    name: StageName
    state: StageState
    started_at: datetime | None
    seconds: float | None


class PinView(BaseModel):
    url: str
    ref: str
    commit: str
    repository_id: str


class LastRun(BaseModel):
    id: str
    state: RunStatus
    created_at: datetime
    ended_at: datetime | None


class WorkflowSummary(BaseModel):
    id: str
    workspace_id: str
    name: str
    description: str
    dag_id: str
    version: int
    status: WorkflowStatus
    stages: list[StageView]
    problems: list[Problem]
    schedule: dict[str, Any] | None
    paused: bool
    next_run_at: datetime | None
    last_run: LastRun | None
    recent_runs: list[LastRun]
    owner: str
    created_at: datetime
    updated_at: datetime


class WorkflowView(WorkflowSummary):
    definition: dict[str, Any]
    pins: dict[str, PinView]


class VersionSummary(BaseModel):
    version: int
    name: str
    description: str
    author: str
    saved_at: datetime
    status: WorkflowStatus
    stages: list[StageView]
    problems: list[Problem]
    digest: str | None
    commit: str | None


class VersionView(VersionSummary):
    definition: dict[str, Any]
    pins: dict[str, PinView]


class Change(BaseModel):
    """One difference between two definitions; `path` is a JSON pointer."""

    path: str
    kind: Literal["added", "removed", "changed"]
    before: Any = None
    after: Any = None


class Difference(BaseModel):
    a: int
    b: int
    added_tasks: list[str]
    removed_tasks: list[str]
    changed_tasks: list[str]
    changes: list[Change]


class Export(BaseModel):
    format: Literal["domino/export/v1"]
    name: str
    description: str
    definition: dict[str, Any]


class MissingRepository(BaseModel):
    key: str
    url: str
    ref: str


class Imported(BaseModel):
    workflow: WorkflowView
    missing_repositories: list[MissingRepository]
    warnings: list[Problem]
