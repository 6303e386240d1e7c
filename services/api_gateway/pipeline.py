"""What follows what: the whole story of a save, an installation, a run and a deletion on one page.

`advance(state, event) -> (state, commands)` is pure. An event that is late, repeated or of another version changes nothing, so
it does not matter how often and in which order events come. Workers know nothing of one another; this page does.
"""

from dataclasses import replace

from services.api_gateway import commands
from services.api_gateway.happenings import (
    CancelRequested,
    Happening,
    InstallRequested,
    PauseRequested,
    RetryRequested,
    RunRequested,
    VersionReady,
    VersionSaved,
    WorkflowDeleted,
)
from services.api_gateway.progress import ImageState, RepositoryState, RunState, State, VersionState, WorkflowState
from services.api_gateway.states import ImageStatus, RepositoryStatus, RunStatus, StageName
from shared.messages import Command, Event
from shared.messages.repositories import (
    ImageBuildFailed,
    ImageBuildStarted,
    ImageBuilt,
    RepositoryFetched,
    RepositoryFetchStarted,
    RepositoryRefused,
)
from shared.messages.runs import (
    RunAccepted,
    RunObserved,
    RunRefused,
    RunVanished,
)
from shared.messages.workflows import (
    DagForgotten,
    DagImportFailed,
    DagPaused,
    DagPublicationDelayed,
    DagPublished,
    DagRegistered,
    DagRemoved,
    WorkflowCompiled,
    WorkflowCompileFailed,
)
from shared.workflow.problems import Problem

Step = tuple[State, tuple[Command, ...]]

AIRFLOW_RUN_STATES = {
    "queued": RunStatus.QUEUED,
    "running": RunStatus.RUNNING,
    "success": RunStatus.SUCCESS,
    "failed": RunStatus.FAILED,
}


def advance(state: State, event: Event | Happening) -> Step:
    """The next state and what to ask for now; the same state and nothing when the event says nothing new."""
    match state:
        case VersionState():
            return _version(state, event)
        case ImageState():
            return _image(state, event)
        case RepositoryState():
            return _repository(state, event)
        case WorkflowState():
            return _workflow(state, event)
        case RunState():
            return _run(state, event)


def _version(v: VersionState, event: Event | Happening) -> Step:
    """saved → compile → publish at once, images beside it → confirm registration. Outcomes of a version that is no longer
    the newest are recorded, but nothing follows from them."""
    match event:
        case VersionSaved() if v.digest is None and v.is_newest:
            return v, (commands.compile_workflow(v, event),)
        case WorkflowCompiled() if v.digest is None:
            compiled = replace(
                v, digest=event.digest, source=event.source, images=event.images, failed_stage=None, problems=()
            )
            return compiled, (commands.publish_dag(compiled),) if v.is_newest else ()
        case WorkflowCompileFailed() if v.digest is None and v.failed_stage is None:
            return replace(v, failed_stage=StageName.COMPILE, problems=event.problems), ()
        case DagPublicationDelayed() if v.digest and v.commit is None:
            return replace(v, delay_reason=event.reason), ()
        case DagPublished() if v.commit is None and v.digest == event.digest:
            published = replace(v, commit=event.commit, delay_reason=None)
            return published, (commands.confirm_registration(published),) if v.is_newest else ()
        case DagRegistered() if not v.registered and v.commit and v.digest == event.digest:
            return replace(v, registered=True, failed_stage=None, problems=()), ()
        case DagImportFailed() if not v.registered and v.commit and v.digest == event.digest:
            place = f" (line {event.line})" if event.line else ""
            problem = Problem(
                path="", code="import_failed", message=f"Airflow could not import the DAG{place}: {event.error}"
            )
            return replace(v, failed_stage=StageName.REGISTER, problems=(problem,)), ()
        case RunRefused() if event.reason != "invalid_params" and v.registered and v.is_newest:
            # Airflow has lost what it had confirmed (restored, wiped, overwritten): hand the DAG over once more.
            lost = replace(v, commit=None, registered=False)
            return lost, (commands.publish_dag(lost),)
        case _:
            return v, ()


def _image(i: ImageState, event: Event | Happening) -> Step:
    match event:
        case WorkflowCompiled() | InstallRequested() if i.status in {ImageStatus.MISSING, ImageStatus.FAILED}:
            return replace(i, status=ImageStatus.WANTED, build_id=i.next_build_id, reason=None), (
                commands.build_image(i, i.next_build_id),
            )
        case RepositoryFetched() if i.status not in {ImageStatus.WANTED, ImageStatus.BUILDING}:
            # A ready image is asked for as well: the builder answers at once, and finds out if it has been lost.
            status = ImageStatus.READY if i.status is ImageStatus.READY else ImageStatus.WANTED
            return replace(i, status=status, build_id=i.next_build_id, reason=None), (
                commands.build_image(i, i.next_build_id),
            )
        case ImageBuildStarted() if i.status is ImageStatus.WANTED and i.build_id == event.build_id:
            return replace(i, status=ImageStatus.BUILDING), ()
        case ImageBuilt() if i.status is not ImageStatus.READY:
            return replace(i, status=ImageStatus.READY, reason=None), ()
        case ImageBuildFailed() if i.build_id == event.build_id and i.status is not ImageStatus.FAILED:
            return replace(i, status=ImageStatus.FAILED, reason=event.reason), ()
        case _:
            return i, ()


def _repository(r: RepositoryState, event: Event | Happening) -> Step:
    """requested → fetch at the ref → one build for each group; the images decide when it is ready."""
    in_hand = r.status in {RepositoryStatus.QUEUED, RepositoryStatus.FETCHING}
    match event:
        case InstallRequested():
            return replace(r, status=RepositoryStatus.QUEUED, problems=()), (commands.install_repository(r),)
        case RepositoryFetchStarted() if r.status is RepositoryStatus.QUEUED:
            return replace(r, status=RepositoryStatus.FETCHING), ()
        case RepositoryFetched() if in_hand and event.ref == r.ref:
            return replace(r, status=RepositoryStatus.BUILDING, problems=event.problems), ()
        case RepositoryRefused() if in_hand and event.ref == r.ref:
            return replace(r, status=RepositoryStatus.FAILED, problems=event.problems), ()
        case _:
            return r, ()


def _workflow(w: WorkflowState, event: Event | Happening) -> Step:
    """deleted → remove from Git → make Airflow forget; and the switch of its schedule."""
    match event:
        case WorkflowDeleted():
            return replace(w, deleted=True), (commands.remove_dag(w, event),)
        case DagRemoved() if w.deleted and not w.removed:
            return replace(w, removed=True), (commands.forget_dag(w),)
        case DagForgotten() if w.deleted and not w.forgotten:
            return replace(w, forgotten=True), ()
        case PauseRequested() if not w.deleted:
            return replace(w, paused=event.paused), (commands.pause_dag(w, event.paused),)
        case DagRegistered() if w.paused and not w.deleted and not w.paused_in_airflow:
            return w, (commands.pause_dag(w, w.paused),)
        case DagPaused():
            return replace(w, paused_in_airflow=event.paused), ()
        case _:
            return w, ()


def _run(r: RunState, event: Event | Happening) -> Step:  # noqa: C901 - one line of the story a case
    """requested → Airflow has it → what Airflow says of it. A run whose version was overtaken waits for the newest."""
    match event:
        case RunRequested() if not r.accepted and not r.state.is_over:
            return r, (commands.start_run(r),)
        case VersionReady() if r.waiting:
            aimed = replace(r, version=event.version, digest=event.digest, waiting=False)
            return aimed, (commands.start_run(aimed),)
        case RunAccepted() if not r.accepted:
            accepted = replace(r, accepted=True, waiting=False)
            return accepted, (commands.cancel_run(r),) if r.cancel_requested else ()
        case RunRefused() if not r.accepted and not r.state.is_over:
            if r.cancel_requested:
                return replace(r, state=RunStatus.CANCELLED, waiting=False), ()
            if event.reason == "invalid_params":
                return replace(r, state=RunStatus.FAILED, message=event.message), ()
            return replace(r, waiting=True), ()
        case CancelRequested() if not r.state.is_over:
            if r.waiting:
                return replace(r, state=RunStatus.CANCELLED, waiting=False, cancel_requested=True), ()
            return replace(r, cancel_requested=True), (commands.cancel_run(r),)
        case RetryRequested() if r.accepted:
            return replace(r, cancel_requested=False), (commands.retry_run(r, event),)
        case RunObserved() if r.observed_at is None or event.observed_at > r.observed_at:
            return _observed(r, event), ()
        case RunVanished() if not r.state.is_over:
            if r.cancel_requested:
                return replace(r, state=RunStatus.CANCELLED), ()
            if r.accepted:
                return replace(r, state=RunStatus.FAILED, message="Airflow no longer knows this run."), ()
            return r, ()
        case _:
            return r, ()


def _observed(r: RunState, event: RunObserved) -> RunState:
    state = AIRFLOW_RUN_STATES.get(event.state, RunStatus.RUNNING)
    if state is RunStatus.FAILED and r.cancel_requested:
        state = RunStatus.CANCELLED
    return replace(
        r,
        state=state,
        accepted=True,
        waiting=False,
        observed_at=event.observed_at,
        started_at=event.started_at,
        ended_at=event.ended_at,
    )
