"""Every table of the platform. The database is the only source of truth; NATS and Airflow can be rebuilt from it.

Ids are text, because they come in as text: one that cannot exist is simply not found. Documents are stored as JSON *text*: a
definition keeps the order of its tasks and every character a person typed.
"""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, MetaData, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, TIMESTAMP
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import LargeBinary, TypeDecorator


class Json(TypeDecorator[Any]):
    """A JSON document kept as the text it was."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else json.loads(value)


class Table(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a class attribute
        str: Text(),
        datetime: TIMESTAMP(timezone=True),
        bytes: LargeBinary(),
        dict[str, Any]: Json(),
        list[Any]: Json(),
        list[str]: ARRAY(Text()),
    }


class Account(Table):
    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)  # lower case
    name: Mapped[str]
    password_hash: Mapped[str]
    created_at: Mapped[datetime]


class SignIn(Table):
    """One signing in; an access token is good as long as its row is not revoked."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ApiToken(Table):
    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class Ticket(Table):
    """A single-use sign-in link."""

    __tablename__ = "tickets"

    digest: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]


class Workspace(Table):
    """`wrapped_key` is the workspace's own data key, encrypted with the platform's key."""

    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    wrapped_key: Mapped[bytes]
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class Member(Table):
    __tablename__ = "members"

    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str]
    joined_at: Mapped[datetime]


class Invitation(Table):
    __tablename__ = "invitations"

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    invited_by: Mapped[str]
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("workspace_id", "email"),)


class Repository(Table):
    """An operator repository of a workspace; `catalogue_id` is what was last installed of it."""

    __tablename__ = "repositories"

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"))
    url: Mapped[str]
    ref: Mapped[str]
    status: Mapped[str]
    problems: Mapped[list[Any]]
    catalogue_id: Mapped[str | None]
    created_at: Mapped[datetime]
    requested_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_repositories_workspace_url",
            "workspace_id",
            "url",
            unique=True,
            postgresql_where=text("removed_at IS NULL"),
        ),
    )


class Catalogue(Table):
    """What a repository holds at one commit. Never changed once written, so workflow versions can pin it."""

    __tablename__ = "catalogues"

    id: Mapped[str] = mapped_column(primary_key=True)
    repository_id: Mapped[str] = mapped_column(ForeignKey("repositories.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str]
    commit: Mapped[str]
    name: Mapped[str]
    label: Mapped[str]
    version: Mapped[str]
    description: Mapped[str]
    operators: Mapped[list[Any]]
    groups: Mapped[list[Any]]
    images: Mapped[list[str]]
    fetched_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("repository_id", "ref", "commit"),
        Index("ix_catalogues_images", "images", postgresql_using="gin"),
    )


class Image(Table):
    """An image of a dependency group. Content-addressed, so equal groups of several workspaces share one row."""

    __tablename__ = "images"

    name: Mapped[str] = mapped_column(primary_key=True)
    repository_id: Mapped[str]
    url: Mapped[str]
    commit: Mapped[str]
    group: Mapped[str]
    status: Mapped[str]
    build_id: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    reason: Mapped[str | None]
    ready_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]


class Build(Table):
    __tablename__ = "builds"

    id: Mapped[str] = mapped_column(primary_key=True)
    repository_id: Mapped[str] = mapped_column(ForeignKey("repositories.id", ondelete="CASCADE"))
    group: Mapped[str]
    image: Mapped[str]
    commit: Mapped[str]
    status: Mapped[str]
    reason: Mapped[str | None]
    log: Mapped[str] = mapped_column(server_default="")
    reused: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_builds_repository", "repository_id", "created_at", "id"),)


class Secret(Table):
    """An encrypted value; `version` is part of what the encryption authenticates."""

    __tablename__ = "secrets"

    repository_id: Mapped[str] = mapped_column(ForeignKey("repositories.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    sealed: Mapped[bytes]
    updated_at: Mapped[datetime]


class Workflow(Table):
    """`version` is the newest; a deleted workflow keeps its rows, so that its history stays readable."""

    __tablename__ = "workflows"

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"))
    name: Mapped[str]
    description: Mapped[str]
    dag_id: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]
    paused: Mapped[bool]
    paused_in_airflow: Mapped[bool | None]
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]
    deleted_by: Mapped[str | None]
    removed_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_workflows_workspace", "workspace_id", "created_at", "id"),)


class Version(Table):
    """An immutable save, and how far it has come on its way to Airflow. Each step is written once."""

    __tablename__ = "versions"

    workflow_id: Mapped[str] = mapped_column(ForeignKey("workflows.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str]
    definition: Mapped[dict[str, Any]]
    problems: Mapped[list[Any]]
    is_draft: Mapped[bool]  # it has errors, so nothing was asked of the compiler
    author_id: Mapped[str]
    author_name: Mapped[str]
    author_email: Mapped[str]
    saved_at: Mapped[datetime]

    source: Mapped[str | None]
    digest: Mapped[str | None]
    images: Mapped[list[str] | None]
    compiled_at: Mapped[datetime | None]
    images_ready_at: Mapped[datetime | None]
    images_problem: Mapped[str | None]
    commit: Mapped[str | None]
    published_at: Mapped[datetime | None]
    delay_reason: Mapped[str | None]
    registered_at: Mapped[datetime | None]
    failed_stage: Mapped[str | None]
    failed_at: Mapped[datetime | None]
    failures: Mapped[list[Any] | None]

    __table_args__ = (Index("ix_versions_images", "images", postgresql_using="gin"),)


class Pin(Table):
    """Which catalogue a version's repository key stands for."""

    __tablename__ = "pins"

    workflow_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    repository_id: Mapped[str] = mapped_column(ForeignKey("repositories.id", ondelete="CASCADE"), index=True)
    catalogue_id: Mapped[str] = mapped_column(ForeignKey("catalogues.id", ondelete="CASCADE"))

    __table_args__ = (
        ForeignKeyConstraint(
            ["workflow_id", "version"], ["versions.workflow_id", "versions.version"], ondelete="CASCADE"
        ),
    )


class Draft(Table):
    """One person's unpublished document of a workflow."""

    __tablename__ = "drafts"

    workflow_id: Mapped[str] = mapped_column(ForeignKey("workflows.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    document: Mapped[dict[str, Any]]
    base_version: Mapped[int | None]
    updated_at: Mapped[datetime]


class Run(Table):
    """`observed_at` orders what is told about a run; `waiting` = for its version to be registered in Airflow."""

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id", ondelete="CASCADE"))
    workflow_id: Mapped[str] = mapped_column(ForeignKey("workflows.id", ondelete="CASCADE"))
    version: Mapped[int]
    digest: Mapped[str]
    dag_id: Mapped[str]
    dag_run_id: Mapped[str]
    state: Mapped[str]
    trigger: Mapped[str]
    params: Mapped[dict[str, Any]]
    message: Mapped[str | None]
    requested_by: Mapped[str | None]
    created_at: Mapped[datetime]
    waiting: Mapped[bool] = mapped_column(server_default="false")
    accepted_at: Mapped[datetime | None]
    cancel_requested_at: Mapped[datetime | None]
    retry_requested_at: Mapped[datetime | None]
    observed_at: Mapped[datetime | None]
    heard_at: Mapped[datetime]  # by our own clock
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("dag_id", "dag_run_id"),
        Index("ix_runs_workspace", "workspace_id", "created_at", "id"),
        Index("ix_runs_workflow", "workflow_id", "created_at", "id"),
        Index("ix_runs_open", "heard_at", postgresql_where=text("state IN ('queued', 'running')")),
    )


class TaskRun(Table):
    """A task in a run; `position` is its place in the definition. Its order key only grows: (try, rank of state, time)."""

    __tablename__ = "task_runs"

    run_id: Mapped[str] = mapped_column(ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)
    task: Mapped[str] = mapped_column(primary_key=True)
    map_index: Mapped[int] = mapped_column(primary_key=True)
    operator: Mapped[str]
    position: Mapped[int]
    state: Mapped[str | None]
    try_number: Mapped[int]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    note: Mapped[str | None]
    observed_at: Mapped[datetime | None]


class Outbox(Table):
    """Messages that a committed transaction owes to NATS; rows live for milliseconds."""

    __tablename__ = "outbox"

    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=True)
    id: Mapped[str]
    subject: Mapped[str]
    payload: Mapped[bytes]
    correlation_id: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))


class Idempotency(Table):
    """The answer that a request with an `Idempotency-Key` was given."""

    __tablename__ = "idempotency"

    account_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    request: Mapped[str]  # digest of method, path and body
    answer: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime] = mapped_column(index=True)


class Reminder(Table):
    """How often the reconciler has asked again for something owed, and when it may next."""

    __tablename__ = "reminders"

    key: Mapped[str] = mapped_column(primary_key=True)
    attempts: Mapped[int]
    next_at: Mapped[datetime]
