"""The pipeline as tables: state and event in, commands out; and that repeated and shuffled events change nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.api_gateway.happenings import (
    CancelRequested,
    InstallRequested,
    PauseRequested,
    RetryRequested,
    RunRequested,
    VersionReady,
    VersionSaved,
    WorkflowDeleted,
)
from services.api_gateway.pipeline import advance
from services.api_gateway.progress import RunState, State, VersionState
from services.api_gateway.states import ImageStatus, RepositoryStatus, RunStatus, StageName
from shared.messages.repositories import (
    ImageBuildFailed,
    ImageBuildStarted,
    ImageBuilt,
    RepositoryFetched,
    RepositoryFetchStarted,
    RepositoryRefused,
)
from shared.messages.runs import RunAccepted, RunRefused, RunVanished
from shared.messages.workflows import (
    DagForgotten,
    DagImportFailed,
    DagPaused,
    DagPublicationDelayed,
    DagRemoved,
    WorkflowCompileFailed,
)
from tests.unit.gateway.builders import (
    ADA,
    NOON,
    a_repository,
    a_run,
    a_version,
    a_workflow,
    an_image,
    compiled,
    compiled_version,
    observed,
    published,
    registered,
)

SAVED = VersionSaved("", {"tasks": {}}, {})
FETCHED = RepositoryFetched(
    repository_id="r1",
    url="https://x",
    ref="1.0.0",
    commit="c1",
    name="x",
    label="X",
    version="1",
    description="",
    operators=(),
    groups=(),
    problems=(),
)
BUILD = {"build_id": "b1", "repository_id": "r1", "group": "group0", "image": "image:1"}
BUILT = ImageBuilt(**BUILD, engine="environment", size_bytes=1, seconds=1, reused=False, log="")
FAILED = ImageBuildFailed(**BUILD, reason="no such package", log="")
RUN = {"run_id": "run1", "dag_id": "report_1"}
ACCEPTED = RunAccepted(**RUN, dag_run_id="run__run1", digest="d2")
VANISHED = RunVanished(**RUN, dag_run_id="run__run1")
IMPORT_FAILED = DagImportFailed(workflow_id="w1", version=2, dag_id="report_1", digest="d2", error="boom", line=3)


def refused(reason: Any) -> RunRefused:
    return RunRefused(**RUN, reason=reason, message="no")


STORY: list[tuple[str, State, Any, list[str]]] = [
    ("a save is compiled", a_version(), SAVED, ["CompileWorkflow"]),
    ("an overtaken save is not", a_version(is_newest=False), SAVED, []),
    ("what is compiled is published at once", a_version(), compiled(), ["PublishDag"]),
    ("but not when a newer version is there", a_version(is_newest=False), compiled(), []),
    ("what is compiled already is not compiled again", compiled_version(), compiled("other"), []),
    ("what is published is confirmed", compiled_version(), published(), ["ConfirmRegistration"]),
    ("another digest's publication says nothing", compiled_version(), published("old"), []),
    ("registration ends the path", compiled_version(commit="c"), registered(), []),
    ("a missing image is built", an_image(ImageStatus.MISSING), compiled(), ["BuildImage"]),
    ("a failed one again", an_image(ImageStatus.FAILED), compiled(), ["BuildImage"]),
    ("one in hand is not", an_image(ImageStatus.BUILDING, "b1"), compiled(), []),
    ("nor one that is there", an_image(ImageStatus.READY), compiled(), []),
    ("an installation asks for every image", an_image(ImageStatus.READY), FETCHED, ["BuildImage"]),
    ("a repository is fetched", a_repository(), InstallRequested(), ["InstallRepository"]),
    ("a run is started", a_run(), RunRequested(), ["StartRun"]),
    ("once accepted it is not", a_run(accepted=True), RunRequested(), []),
    ("a run that waits goes to the version that is ready", a_run(waiting=True), VersionReady(3, "d3"), ["StartRun"]),
    ("one that does not wait stays", a_run(), VersionReady(3, "d3"), []),
    ("a cancel goes to Airflow", a_run(accepted=True), CancelRequested(), ["CancelRun"]),
    ("a cancel that came before the run goes after it", a_run(cancel_requested=True), ACCEPTED, ["CancelRun"]),
    ("a retry goes to Airflow", a_run(accepted=True), RetryRequested("q", ()), ["RetryRun"]),
    ("a deletion starts in Git", a_workflow(), WorkflowDeleted(ADA, NOON), ["RemoveDag"]),
    (
        "then Airflow",
        a_workflow(deleted=True),
        DagRemoved(workflow_id="w1", dag_id="report_1", commit="c"),
        ["ForgetDag"],
    ),
    (
        "a removal nobody asked for is no deletion",
        a_workflow(),
        DagRemoved(workflow_id="w1", dag_id="d", commit="c"),
        [],
    ),
    ("pausing goes to Airflow", a_workflow(), PauseRequested(paused=True), ["PauseDag"]),
    ("a paused workflow is paused when it arrives there", a_workflow(paused=True), registered(), ["PauseDag"]),
]


@pytest.mark.parametrize(("sentence", "state", "event", "expected"), STORY, ids=[row[0] for row in STORY])
def test_what_follows(sentence: str, state: State, event: Any, expected: list[str]) -> None:
    _, commands = advance(state, event)
    assert [type(command).__name__ for command in commands] == expected


def test_lost_registration_is_handed_over_again() -> None:
    state, commands = advance(compiled_version(commit="c", registered=True), refused("superseded"))
    assert isinstance(state, VersionState)
    assert (state.commit, state.registered) == (None, False)
    assert [type(command).__name__ for command in commands] == ["PublishDag"]


@pytest.mark.parametrize(
    ("event", "stage"),
    [
        (WorkflowCompileFailed(workflow_id="w1", version=2, problems=()), StageName.COMPILE),
        (IMPORT_FAILED, StageName.REGISTER),
    ],
)
def test_failures_name_their_stage(event: Any, stage: StageName) -> None:
    before = a_version() if stage is StageName.COMPILE else compiled_version(commit="c")
    state, commands = advance(before, event)
    assert isinstance(state, VersionState)
    assert state.failed_stage is stage
    assert commands == ()


def test_an_import_that_recovers_is_no_failure_any_more() -> None:
    failed, _ = advance(compiled_version(commit="c"), IMPORT_FAILED)
    state, _ = advance(failed, registered())
    assert isinstance(state, VersionState)
    assert (state.registered, state.failed_stage, state.problems) == (True, None, ())


def test_a_delay_is_shown_until_it_is_over() -> None:
    delayed = DagPublicationDelayed(workflow_id="w1", version=2, dag_id="report_1", reason="the remote says no")
    waiting, _ = advance(compiled_version(), delayed)
    assert isinstance(waiting, VersionState)
    assert waiting.delay_reason == "the remote says no"
    done, _ = advance(waiting, published())
    assert isinstance(done, VersionState)
    assert done.delay_reason is None
    assert advance(done, delayed)[0] == done


@pytest.mark.parametrize(
    ("before", "event", "after"),
    [
        (a_run(), observed("running"), RunStatus.RUNNING),
        (a_run(), observed("success"), RunStatus.SUCCESS),
        (a_run(), observed("failed"), RunStatus.FAILED),
        (a_run(cancel_requested=True), observed("failed"), RunStatus.CANCELLED),
        (a_run(), refused("invalid_params"), RunStatus.FAILED),
        (a_run(), refused("superseded"), RunStatus.QUEUED),
        (a_run(cancel_requested=True), refused("superseded"), RunStatus.CANCELLED),
        (a_run(waiting=True), CancelRequested(), RunStatus.CANCELLED),
        (a_run(accepted=True), VANISHED, RunStatus.FAILED),
        (a_run(accepted=True, cancel_requested=True), VANISHED, RunStatus.CANCELLED),
        (a_run(), VANISHED, RunStatus.QUEUED),
        (a_run(state=RunStatus.SUCCESS, accepted=True), VANISHED, RunStatus.SUCCESS),
    ],
)
def test_states_of_a_run(before: RunState, event: Any, after: RunStatus) -> None:
    state, _ = advance(before, event)
    assert isinstance(state, RunState)
    assert state.state is after


def test_an_older_observation_is_not_believed() -> None:
    newer, _ = advance(a_run(), observed("success", NOON))
    assert advance(newer, observed("running", NOON - timedelta(seconds=1)))[0] == newer
    assert advance(newer, observed("running", NOON))[0] == newer


def test_repository_statuses_follow_one_another() -> None:
    state: State = a_repository()
    for event, status in [
        (RepositoryFetchStarted(repository_id="r1"), RepositoryStatus.FETCHING),
        (FETCHED, RepositoryStatus.BUILDING),
        (RepositoryRefused(repository_id="r1", ref="1.0.0", problems=()), RepositoryStatus.BUILDING),
    ]:
        state, _ = advance(state, event)
        assert getattr(state, "status", None) is status


def test_an_answer_for_another_ref_is_not_taken() -> None:
    before = a_repository(RepositoryStatus.FETCHING)
    assert advance(before, FETCHED.model_copy(update={"ref": "0.9.0"}))[0] == before


def test_a_late_failure_of_an_older_build_changes_nothing() -> None:
    before = an_image(ImageStatus.BUILDING, "b2")
    assert advance(before, FAILED)[0] == before
    assert advance(before, ImageBuildStarted(**BUILD))[0] == before
    assert getattr(advance(before, BUILT)[0], "status", None) is ImageStatus.READY


PATH = [compiled(), published(), registered(), IMPORT_FAILED, refused("invalid_params")]
RUN_EVENTS = [
    ACCEPTED,
    observed("queued", NOON),
    observed("running", NOON + timedelta(seconds=1)),
    observed("success", NOON + timedelta(seconds=2)),
]


@given(st.lists(st.sampled_from(PATH), max_size=12))
def test_any_order_and_number_of_events_only_moves_a_version_forward(events: list[Any]) -> None:
    state: State = a_version()
    for event in events:
        before, (state, _) = state, advance(state, event)
        assert isinstance(before, VersionState)
        assert isinstance(state, VersionState)
        assert _steps(state) >= _steps(before)
        assert advance(state, event) == (state, ()) or event is PATH[-1]


@given(st.permutations(RUN_EVENTS + RUN_EVENTS))
def test_a_run_ends_where_its_newest_observation_says(events: list[Any]) -> None:
    state: State = a_run()
    for event in events:
        state, commands = advance(state, event)
        assert commands == ()
    assert isinstance(state, RunState)
    assert (state.state, state.accepted) == (RunStatus.SUCCESS, True)


@given(
    st.lists(
        st.sampled_from(
            [DagPaused(workflow_id="w1", dag_id="d", paused=True), DagForgotten(workflow_id="w1", dag_id="d")]
        )
    )
)
def test_answers_about_a_workflow_ask_for_nothing(events: list[Any]) -> None:
    state: State = a_workflow()
    for event in events:
        state, commands = advance(state, event)
        assert commands == ()


def test_advance_is_pure() -> None:
    before = a_version()
    copy = replace(before)
    advance(before, compiled())
    assert before == copy


def _steps(state: VersionState) -> int:
    return sum((state.digest is not None, state.commit is not None, state.registered))
