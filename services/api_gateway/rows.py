"""Between rows and the pipeline's states: read what decides, write back what was decided and when."""

from datetime import datetime

from services.api_gateway.ids import new_id
from services.api_gateway.progress import ImageState, RepositoryState, RunState, VersionState, WorkflowState
from services.api_gateway.states import ImageStatus, RepositoryStatus, RunStatus, StageName
from services.api_gateway.tables import Image, Repository, Run, Version, Workflow
from shared.messages.workflows import Author
from shared.workflow.problems import Problem


def version_state(workflow: Workflow, row: Version) -> VersionState:
    return VersionState(
        workflow_id=row.workflow_id,
        version=row.version,
        dag_id=workflow.dag_id,
        name=row.name,
        author=Author(name=row.author_name, email=row.author_email),
        saved_at=row.saved_at,
        is_newest=row.version == workflow.version and workflow.deleted_at is None,
        source=row.source,
        digest=row.digest,
        images=tuple(row.images or ()),
        commit=row.commit,
        delay_reason=row.delay_reason,
        registered=row.registered_at is not None,
        failed_stage=StageName(row.failed_stage) if row.failed_stage else None,
        problems=_problems(row.failures),
    )


def write_version(row: Version, state: VersionState, now: datetime) -> None:
    if state.digest is not None and row.digest is None:
        row.source = state.source
        row.digest = state.digest
        row.images = list(state.images)
        row.compiled_at = now
    if state.commit != row.commit:
        row.commit = state.commit
        row.published_at = now if state.commit else None
    if state.registered != (row.registered_at is not None):
        row.registered_at = now if state.registered else None
    if state.failed_stage != row.failed_stage:
        row.failed_stage = state.failed_stage
        row.failed_at = now if state.failed_stage else None
    row.failures = [problem.model_dump() for problem in state.problems] or None
    row.delay_reason = state.delay_reason


def image_state(row: Image) -> ImageState:
    return ImageState(
        name=row.name,
        repository_id=row.repository_id,
        url=row.url,
        commit=row.commit,
        group=row.group,
        status=ImageStatus(row.status),
        build_id=row.build_id,
        next_build_id=new_id(),
        reason=row.reason,
    )


def write_image(row: Image, state: ImageState, now: datetime) -> None:
    if state.status is ImageStatus.READY and row.status != ImageStatus.READY:
        row.ready_at = now
        row.attempts = 0
    if state.status is ImageStatus.FAILED and row.status != ImageStatus.FAILED:
        row.attempts += 1
    row.status = state.status
    row.build_id = state.build_id
    row.reason = state.reason
    row.updated_at = now


def repository_state(row: Repository) -> RepositoryState:
    return RepositoryState(
        repository_id=row.id,
        url=row.url,
        ref=row.ref,
        status=RepositoryStatus(row.status),
        problems=_problems(row.problems),
    )


def write_repository(row: Repository, state: RepositoryState, now: datetime) -> None:
    row.status = state.status
    row.problems = [problem.model_dump() for problem in state.problems]
    row.updated_at = now


def workflow_state(row: Workflow) -> WorkflowState:
    return WorkflowState(
        workflow_id=row.id,
        dag_id=row.dag_id,
        name=row.name,
        version=row.version,
        paused=row.paused,
        paused_in_airflow=row.paused_in_airflow,
        deleted=row.deleted_at is not None,
        removed=row.removed_at is not None,
        forgotten=row.forgotten_at is not None,
    )


def write_workflow(row: Workflow, state: WorkflowState, now: datetime) -> None:
    row.paused = state.paused
    row.paused_in_airflow = state.paused_in_airflow
    row.deleted_at = (row.deleted_at or now) if state.deleted else None
    row.removed_at = (row.removed_at or now) if state.removed else None
    row.forgotten_at = (row.forgotten_at or now) if state.forgotten else None


def run_state(row: Run) -> RunState:
    return RunState(
        run_id=row.id,
        workflow_id=row.workflow_id,
        dag_id=row.dag_id,
        dag_run_id=row.dag_run_id,
        version=row.version,
        digest=row.digest,
        params=row.params,
        state=RunStatus(row.state),
        accepted=row.accepted_at is not None,
        waiting=row.waiting,
        cancel_requested=row.cancel_requested_at is not None,
        message=row.message,
        observed_at=row.observed_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )


def write_run(row: Run, state: RunState, now: datetime) -> None:
    row.version = state.version
    row.digest = state.digest
    row.state = state.state
    row.accepted_at = (row.accepted_at or now) if state.accepted else None
    row.waiting = state.waiting
    row.cancel_requested_at = (row.cancel_requested_at or now) if state.cancel_requested else None
    row.message = state.message
    row.observed_at = state.observed_at
    row.started_at = state.started_at
    # A run that ended without Airflow's word has ended now, by ours.
    row.ended_at = state.ended_at or (now if state.state.is_over else None)
    row.heard_at = now


def _problems(documents: list[dict[str, str]] | None) -> tuple[Problem, ...]:
    return tuple(Problem.model_validate(document) for document in documents or ())
