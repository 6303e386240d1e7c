"""The path of a workflow version: compile, publish, register; and the way back when a workflow is deleted."""

from datetime import datetime
from typing import Any, ClassVar

from shared.messages.message import Command, Document, Event
from shared.workflow.operators import OperatorSpec
from shared.workflow.problems import Problem


class CompileWorkflow(Command):
    """Turn one immutable workflow version into DAG source. `operators` is keyed as tasks name them: `examples/CountWords`."""

    subject: ClassVar[str] = "cmd.workflow_compiler.v1.compile_workflow"

    workflow_id: str
    version: int
    dag_id: str
    name: str
    description: str
    definition: dict[str, Any]
    operators: dict[str, OperatorSpec]


class WorkflowCompiled(Event):
    subject: ClassVar[str] = "evt.workflow.v1.compiled"

    workflow_id: str
    version: int
    dag_id: str
    source: str
    digest: str
    images: tuple[str, ...]


class WorkflowCompileFailed(Event):
    subject: ClassVar[str] = "evt.workflow.v1.compile_failed"

    workflow_id: str
    version: int
    problems: tuple[Problem, ...]


class Author(Document):
    name: str
    email: str


class PublishDag(Command):
    """Put one compiled DAG on the main branch. `saved_at` becomes the commit's date, so equal input gives equal commits."""

    subject: ClassVar[str] = "cmd.git_sync.v1.publish_dag"

    workflow_id: str
    version: int
    dag_id: str
    name: str
    source: str
    digest: str
    author: Author
    saved_at: datetime


class DagPublished(Event):
    """`commit` is the commit of the main branch that holds this version's file (an older one when nothing changed)."""

    subject: ClassVar[str] = "evt.dag.v1.published"

    workflow_id: str
    version: int
    dag_id: str
    digest: str
    commit: str


class DagPublicationDelayed(Event):
    """The remote did not take the push; it is tried again. `reason` is safe to show."""

    subject: ClassVar[str] = "evt.dag.v1.publication_delayed"

    workflow_id: str
    version: int
    dag_id: str
    reason: str


class RemoveDag(Command):
    subject: ClassVar[str] = "cmd.git_sync.v1.remove_dag"

    workflow_id: str
    version: int
    dag_id: str
    name: str
    author: Author
    removed_at: datetime


class DagRemoved(Event):
    """The file is gone from the main branch."""

    subject: ClassVar[str] = "evt.dag.v1.removed"

    workflow_id: str
    dag_id: str
    commit: str


class ConfirmRegistration(Command):
    """Tell when Airflow's newest serialized version of this DAG carries `digest`."""

    subject: ClassVar[str] = "cmd.run_monitor.v1.confirm_registration"

    workflow_id: str
    version: int
    dag_id: str
    digest: str
    commit: str


class DagRegistered(Event):
    subject: ClassVar[str] = "evt.dag.v1.registered"

    workflow_id: str
    version: int
    dag_id: str
    digest: str
    airflow_version: int


class DagImportFailed(Event):
    """Airflow could not import our file. `line` counts from 1."""

    subject: ClassVar[str] = "evt.dag.v1.import_failed"

    workflow_id: str
    version: int
    dag_id: str
    digest: str
    error: str
    line: int | None = None


class PauseDag(Command):
    subject: ClassVar[str] = "cmd.run_monitor.v1.pause_dag"

    workflow_id: str
    dag_id: str
    paused: bool


class DagPaused(Event):
    """Airflow's own word on whether the schedule is paused."""

    subject: ClassVar[str] = "evt.dag.v1.paused"

    workflow_id: str
    dag_id: str
    paused: bool


class ForgetDag(Command):
    """Delete what Airflow still shows of a DAG whose file is gone."""

    subject: ClassVar[str] = "cmd.run_monitor.v1.forget_dag"

    workflow_id: str
    dag_id: str


class DagForgotten(Event):
    subject: ClassVar[str] = "evt.dag.v1.forgotten"

    workflow_id: str
    dag_id: str
