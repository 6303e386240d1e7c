"""Operator repositories, builds, operators and secrets as clients see them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from services.api_gateway.repositories.urls import Ref, Url
from services.api_gateway.states import BuildStatus, ImageStatus, RepositoryStatus
from services.api_gateway.web.documents import Body, storable
from shared.workflow.operators import Resources
from shared.workflow.problems import Problem


class NewRepository(Body):
    url: Url
    ref: Ref
    credential: Annotated[str, StringConstraints(max_length=5000)] | None = Field(default=None, repr=False)


class Upgrade(Body):
    ref: Ref


class GroupView(BaseModel):
    name: str
    image: str
    status: ImageStatus
    operators: list[str]
    reason: str | None


class RepositoryView(BaseModel):
    id: str
    workspace_id: str
    url: str
    ref: str
    commit: str | None
    status: RepositoryStatus
    name: str | None
    label: str | None
    version: str | None
    description: str | None
    problems: list[Problem]
    groups: list[GroupView]
    created_at: datetime
    updated_at: datetime


class BuildView(BaseModel):
    id: str
    group: str
    image: str
    commit: str
    status: BuildStatus
    reason: str | None
    reused: bool
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    seconds: float | None


class OperatorView(BaseModel):
    id: str
    name: str
    repository_id: str
    repository: str
    version: str
    label: str
    description: str
    tags: list[str]
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]
    secrets_schema: dict[str, Any] | None
    style: dict[str, Any]
    resources: Resources
    group: str
    source_url: str | None
    ready: bool


class SecretView(BaseModel):
    name: str
    required: bool
    is_set: bool
    updated_at: datetime | None


class SecretValue(Body):
    value: Annotated[str, StringConstraints(min_length=1, max_length=65_536), AfterValidator(storable)] = Field(
        repr=False
    )
