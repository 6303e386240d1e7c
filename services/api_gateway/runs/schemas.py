"""Runs, task runs and results as clients see them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from services.api_gateway.states import RunStatus, Trigger
from services.api_gateway.web.documents import Body, Document


class NewRun(Body):
    params: Document = Field(default_factory=dict)


class Retry(Body):
    tasks: Annotated[list[str], Field(max_length=10_000)] = Field(default_factory=list)


class RunView(BaseModel):
    id: str
    workspace_id: str
    workflow_id: str
    version: int
    state: RunStatus
    trigger: Trigger
    params: dict[str, Any]
    message: str | None
    cancel_requested: bool
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    seconds: float | None


class WatchView(BaseModel):
    """`stale_since`: the time of which all states of runs are, when Airflow is not being watched; null while they are fresh."""

    stale_since: datetime | None


class TaskView(BaseModel):
    task: str
    map_index: int
    operator: str
    state: str | None
    try_number: int
    started_at: datetime | None
    ended_at: datetime | None
    seconds: float | None
    note: str | None


class ResultView(BaseModel):
    """A file of a task run; `display` is how to show it, on the one that the operator chose to show."""

    path: str
    size: int
    media_type: str
    display: str | None
