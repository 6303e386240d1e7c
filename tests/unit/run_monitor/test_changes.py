"""Each change is told once, whichever way and how often it was seen, and what is told adds up to what Airflow has."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.run_monitor.changes import (
    KEEP,
    SETTLE,
    Known,
    KnownRun,
    Observed,
    changes,
    has_unfinished,
    without_forgotten,
)
from shared.messages.message import Event
from shared.messages.runs import RunObserved, TaskObservation, TasksObserved

START = datetime(2026, 11, 22, 10, tzinfo=UTC)
KEY = ("words", "run__1")


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def run(state: str, seconds: float = 0, **more: object) -> RunObserved:
    return RunObserved(
        dag_id=KEY[0],
        dag_run_id=KEY[1],
        state=state,
        run_type="manual",
        logical_date=None,
        queued_at=START,
        started_at=None if state == "queued" else at(1),
        ended_at=at(9) if state in ("success", "failed") else None,
        commit="abc",
        params={},
        observed_at=at(seconds),
    ).model_copy(update=more)


def task(
    state: str | None, try_number: int = 1, seconds: float = 0, name: str = "fetch", **more: object
) -> TaskObservation:
    return TaskObservation(
        task_id=name,
        map_index=-1,
        try_number=try_number,
        state=state,
        started_at=at(1) if state in ("running", "success", "failed") else None,
        ended_at=at(2) if state in ("success", "failed") else None,
        note=None,
        observed_at=at(seconds),
    ).model_copy(update=more)


def polled(seconds: float, *tasks: TaskObservation, runs: tuple[RunObserved, ...] = ()) -> Observed:
    return Observed(at(seconds), runs, tuple((KEY, item) for item in tasks))


def pushed(seconds: float, *tasks: TaskObservation, runs: tuple[RunObserved, ...] = ()) -> Observed:
    return Observed(at(seconds), runs, tuple((KEY, item) for item in tasks), pushed=True)


def told(*seen: Observed) -> list[Event]:
    known: Known = {}
    events: list[Event] = []
    for observed in seen:
        known, more = changes(known, observed)
        events += more
    return events


def states(events: list[Event]) -> list[str | None]:
    return [item.state for event in events if isinstance(event, TasksObserved) for item in event.tasks]


def test_the_changed_tasks_of_a_run_are_one_message_in_the_order_of_their_times() -> None:
    late, early = task("success", name="late", ended_at=at(5)), task("success", name="early", ended_at=at(3))
    (event,) = told(polled(6, late, early))
    assert isinstance(event, TasksObserved)
    assert [item.task_id for item in event.tasks] == ["early", "late"]


def test_a_change_that_was_pushed_is_not_told_again_by_the_poll() -> None:
    slightly_later = task("running", started_at=at(1.2))
    assert states(told(pushed(1, task("running")), polled(2, slightly_later))) == ["running"]


def test_a_change_that_was_polled_is_not_told_again_by_a_late_push() -> None:
    assert states(told(polled(1, task("success")), pushed(2, task("running")), pushed(2, task("success")))) == [
        "success"
    ]


def test_a_poll_overtaken_by_a_push_does_not_turn_it_back() -> None:
    assert states(told(pushed(1, task("success")), polled(2, task("running")))) == ["success"]


def test_a_push_that_never_came_true_is_corrected_by_the_poll() -> None:
    late = SETTLE.total_seconds() + 2
    assert states(told(pushed(1, task("success")), polled(late, task("running")))) == ["success", "running"]


def test_another_end_than_the_pushed_one_is_told_at_once() -> None:
    assert states(told(pushed(1, task("success")), polled(2, task("failed")))) == ["success", "failed"]


def test_the_next_try_is_news() -> None:
    seen = told(pushed(1, task("up_for_retry")), polled(2, task("queued", 2)), pushed(3, task("running", 2)))
    assert states(seen) == ["up_for_retry", "queued", "running"]


def test_a_cleared_task_goes_back_when_no_push_is_fresh() -> None:
    assert states(told(polled(1, task("success")), polled(2, task(None)))) == ["success", None]


def test_a_note_is_news() -> None:
    assert len(told(polled(1, task("success")), polled(2, task("success", note="look here")))) == 2


def test_a_run_is_told_when_its_state_changes_and_not_between() -> None:
    seen = [
        polled(s, runs=(run(state, s),))
        for s, state in enumerate(["queued", "running", "running", "success", "success"])
    ]
    assert [event.state for event in told(*seen) if isinstance(event, RunObserved)] == ["queued", "running", "success"]


def test_a_retried_run_goes_back() -> None:
    seen = told(polled(1, runs=(run("failed"),)), polled(2, runs=(run("queued"),)))
    assert [event.state for event in seen if isinstance(event, RunObserved)] == ["failed", "queued"]


def test_finished_runs_are_forgotten_after_a_while_and_unfinished_ones_are_not() -> None:
    known = {
        ("a", "1"): KnownRun(run("success"), heard_at=at(0)),
        ("a", "2"): KnownRun(run("running"), heard_at=at(0)),
    }
    assert has_unfinished(known)
    kept = without_forgotten(known, at(0) + KEEP)
    assert list(kept) == [("a", "2")]


TASKS = st.builds(
    task,
    st.sampled_from([None, "scheduled", "queued", "running", "up_for_retry", "success", "failed", "skipped"]),
    st.integers(1, 3),
    name=st.sampled_from(["a", "b"]),
    note=st.sampled_from([None, "n"]),
)
OBSERVED = st.builds(
    lambda tasks, runs, is_push: (tasks, runs, is_push),
    st.lists(TASKS, max_size=3, unique_by=lambda item: item.task_id),
    st.lists(st.builds(run, st.sampled_from(["queued", "running", "success", "failed"])), max_size=1),
    st.booleans(),
)
HISTORIES = st.lists(OBSERVED, max_size=12)


def as_history(history: list[tuple[list[TaskObservation], list[RunObserved], bool]]) -> list[Observed]:
    return [
        Observed(at(number), tuple(runs), tuple((KEY, item) for item in tasks), pushed=is_push)
        for number, (tasks, runs, is_push) in enumerate(history)
    ]


@given(HISTORIES)
def test_seeing_the_same_again_tells_nothing(
    history: list[tuple[list[TaskObservation], list[RunObserved], bool]],
) -> None:
    known: Known = {}
    for observed in as_history(history):
        known, _ = changes(known, observed)
        again, events = changes(known, observed)
        assert events == []
        assert {key: (r.seen, r.tasks) for key, r in again.items()} == {
            key: (r.seen, r.tasks) for key, r in known.items()
        }


@given(HISTORIES)
def test_what_was_told_adds_up_to_what_is_known(
    history: list[tuple[list[TaskObservation], list[RunObserved], bool]],
) -> None:
    known: Known = {}
    shown: dict[object, object] = {}
    for observed in as_history(history):
        known, events = changes(known, observed)
        for event in events:
            if isinstance(event, RunObserved):
                shown["run"] = event
            elif isinstance(event, TasksObserved):
                shown.update({item.task_id: item for item in event.tasks})
    state = known.get(KEY, KnownRun())
    expected: dict[object, object] = {key[0]: item.seen for key, item in state.tasks.items()}
    if state.seen is not None:
        expected["run"] = state.seen
    assert shown == expected


@given(HISTORIES)
def test_once_pushes_have_settled_the_poll_has_the_last_word(
    history: list[tuple[list[TaskObservation], list[RunObserved], bool]],
) -> None:
    known: Known = {}
    for observed in as_history(history):
        known, _ = changes(known, observed)
    truth = task("running", 1, name="a")
    settled = Observed(at(100) + SETTLE, (), ((KEY, truth),))
    known, _ = changes(known, settled)
    seen = known[KEY].tasks["a", -1].seen
    assert (seen.state, seen.try_number, seen.note) == ("running", 1, None)
