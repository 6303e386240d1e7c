"""Operator repositories, builds, operators and secrets as clients see them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from services.api_gateway.repositories.urls import Commit, Ref, Url
from services.api_gateway.states import BuildStatus, ImageStatus, RepositoryStatus
from services.api_gateway.web.documents import Body, storable
from shared.workflow.operators import Resources
from shared.workflow.problems import Problem

CredentialText = Annotated[str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(storable)]
"""A token, `user:token`, or a private ssh key."""


class NewRepository(Body):
    """`commit`: install exactly this commit of the ref, the one that a preview has shown."""

    url: Url
    ref: Ref
    commit: Commit | None = None
    credential: CredentialText | None = Field(default=None, repr=False)


class NewCredential(Body):
    credential: CredentialText = Field(repr=False)


class Upgrade(Body):
    """`commit`: exactly this commit of the ref, the one that a preview has shown."""

    ref: Ref
    commit: Commit | None = None


class NewPreview(Body):
    url: Url
    ref: Ref


class UpgradeRef(Body):
    ref: Ref


class PreviewStatus(StrEnum):
    """`refused`: nothing could be fetched, or what was found cannot be installed."""

    FETCHING = "fetching"
    READY = "ready"
    REFUSED = "refused"


class PreviewOperator(BaseModel):
    name: str
    label: str
    description: str
    tags: list[str]
    style: dict[str, Any]
    group: str
    inputs: int
    outputs: int
    secrets: list[str]


class PreviewGroup(BaseModel):
    """`is_built`: its image is here already, so nothing will be built for it."""

    name: str
    operators: list[str]
    is_built: bool


class PreviewView(BaseModel):
    """What a repository holds at a ref; nothing of it is installed."""

    id: str
    url: str
    ref: str
    status: PreviewStatus
    commit: str | None
    name: str
    label: str
    version: str
    description: str
    operators: list[PreviewOperator]
    groups: list[PreviewGroup]
    problems: list[Problem]
    created_at: datetime


class GroupView(BaseModel):
    """`built_at` is when its image was finished; `engine` made it: an environment of this machine, or Docker."""

    name: str
    image: str
    status: ImageStatus
    operators: list[str]
    reason: str | None
    engine: str | None
    size_bytes: int | None
    built_at: datetime | None


class RepositoryView(BaseModel):
    """`ref` is what was asked for last; `installed_ref` and `commit` are what its operators are from."""

    id: str
    workspace_id: str
    url: str
    ref: str
    has_credential: bool
    installed_ref: str | None
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
    image_status: ImageStatus
    image_reason: str | None


class TaskUse(BaseModel):
    """A task that is a use of an operator."""

    task: str
    title: str
    operator: str


class WorkflowUse(BaseModel):
    """A workflow whose newest version is pinned to a commit of the repository; `is_current`: to the installed one."""

    workflow_id: str
    name: str
    version: int
    ref: str
    commit: str
    is_current: bool
    tasks: list[TaskUse]


class InstalledVersion(BaseModel):
    """A commit of the repository that was installed at some time."""

    ref: str
    commit: str
    version: str
    operators: list[str]
    installed_at: datetime
    is_current: bool


class DocumentView(BaseModel):
    """What the author wrote, as Markdown; empty when there is nothing."""

    markdown: str


class OperatorPage(OperatorView):
    documentation: str
    used_by: list[WorkflowUse]


class SecretView(BaseModel):
    name: str
    required: bool
    is_set: bool
    updated_at: datetime | None


class SecretValue(Body):
    value: Annotated[str, StringConstraints(min_length=1, max_length=65_536), AfterValidator(storable)] = Field(
        repr=False
    )
