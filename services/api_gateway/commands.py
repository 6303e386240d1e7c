"""The commands that the pipeline and the reconciler send, each made from the state of what it is about."""

from services.api_gateway.happenings import RetryRequested, VersionSaved, WorkflowDeleted
from services.api_gateway.progress import ImageState, RepositoryState, RunState, VersionState, WorkflowState
from shared.messages.repositories import BuildImage, InstallRepository
from shared.messages.runs import CancelRun, ObserveRun, RetryRun, StartRun
from shared.messages.workflows import (
    CompileWorkflow,
    ConfirmRegistration,
    ForgetDag,
    PauseDag,
    PublishDag,
    RemoveDag,
)


def compile_workflow(v: VersionState, saved: VersionSaved) -> CompileWorkflow:
    return CompileWorkflow(
        workflow_id=v.workflow_id,
        version=v.version,
        dag_id=v.dag_id,
        name=v.name,
        description=saved.description,
        definition=saved.definition,
        operators=dict(saved.operators),
    )


def publish_dag(v: VersionState) -> PublishDag:
    assert v.source is not None
    assert v.digest is not None
    return PublishDag(
        workflow_id=v.workflow_id,
        version=v.version,
        dag_id=v.dag_id,
        name=v.name,
        source=v.source,
        digest=v.digest,
        author=v.author,
        saved_at=v.saved_at,
    )


def confirm_registration(v: VersionState) -> ConfirmRegistration:
    assert v.digest is not None
    assert v.commit is not None
    return ConfirmRegistration(
        workflow_id=v.workflow_id, version=v.version, dag_id=v.dag_id, digest=v.digest, commit=v.commit
    )


def build_image(i: ImageState, build_id: str) -> BuildImage:
    return BuildImage(
        build_id=build_id,
        repository_id=i.repository_id,
        url=i.url,
        commit=i.commit,
        group=i.group,
        image=i.name,
    )


def pause_dag(w: WorkflowState, paused: bool) -> PauseDag:
    return PauseDag(workflow_id=w.workflow_id, dag_id=w.dag_id, paused=paused)


def start_run(r: RunState) -> StartRun:
    return StartRun(
        run_id=r.run_id,
        workflow_id=r.workflow_id,
        version=r.version,
        dag_id=r.dag_id,
        dag_run_id=r.dag_run_id,
        digest=r.digest,
        params=dict(r.params),
    )


def cancel_run(r: RunState) -> CancelRun:
    return CancelRun(run_id=r.run_id, dag_id=r.dag_id, dag_run_id=r.dag_run_id)


def remove_dag(w: WorkflowState, deleted: WorkflowDeleted) -> RemoveDag:
    return RemoveDag(
        workflow_id=w.workflow_id,
        version=w.version,
        dag_id=w.dag_id,
        name=w.name,
        author=deleted.author,
        removed_at=deleted.at,
    )


def forget_dag(w: WorkflowState) -> ForgetDag:
    return ForgetDag(workflow_id=w.workflow_id, dag_id=w.dag_id)


def install_repository(r: RepositoryState) -> InstallRepository:
    return InstallRepository(repository_id=r.repository_id, url=r.url, ref=r.ref)


def retry_run(r: RunState, retry: RetryRequested) -> RetryRun:
    return RetryRun(
        request_id=retry.request_id, run_id=r.run_id, dag_id=r.dag_id, dag_run_id=r.dag_run_id, tasks=retry.tasks
    )


def observe_run(r: RunState) -> ObserveRun:
    return ObserveRun(run_id=r.run_id, dag_id=r.dag_id, dag_run_id=r.dag_run_id)
