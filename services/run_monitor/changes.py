"""What has changed between what we knew of Airflow and what we see now: pure, so that polling, pushing, restarting and
repeating all come out the same.

Polled observations are the truth but may be older than a push that overtook them: Airflow's listener speaks before the
state is in Airflow's database. Until a push has settled, a poll may therefore not turn it back.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shared.messages.message import Event
from shared.messages.runs import RunObserved, TaskObservation, TasksObserved

SETTLE = timedelta(seconds=10)  # a failed task's state reaches the database only when its process has ended
KEEP = timedelta(minutes=30)  # how long a run that is over is remembered after we last heard of it

RunKey = tuple[str, str]
TaskKey = tuple[str, int]

OVER = frozenset(("success", "failed", "skipped", "upstream_failed", "removed"))
_RANKS = {"scheduled": 1, "queued": 2, "deferred": 3, "running": 3, "up_for_reschedule": 3, "up_for_retry": 4}
_RUN_RANKS = {"queued": 0, "running": 1, "success": 2, "failed": 2}


@dataclass(frozen=True, slots=True)
class KnownTask:
    seen: TaskObservation
    pushed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KnownRun:
    """A run and its task runs; `seen` is None while only its tasks have been heard of."""

    seen: RunObserved | None = None
    pushed_at: datetime | None = None
    tasks: Mapping[TaskKey, KnownTask] = field(default_factory=dict)
    heard_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        return self.seen is not None and self.seen.state in ("success", "failed")


Known = Mapping[RunKey, KnownRun]


@dataclass(frozen=True, slots=True)
class Observed:
    """What one look at Airflow has shown, or one push has told."""

    at: datetime
    runs: tuple[RunObserved, ...] = ()
    tasks: tuple[tuple[RunKey, TaskObservation], ...] = ()
    pushed: bool = False

    def without(self, keys: Set[RunKey]) -> "Observed":
        if not keys:
            return self
        runs = tuple(run for run in self.runs if (run.dag_id, run.dag_run_id) not in keys)
        return replace(self, runs=runs, tasks=tuple(item for item in self.tasks if item[0] not in keys))


def changes(known: Known, observed: Observed) -> tuple[dict[RunKey, KnownRun], list[Event]]:
    """What is known now, and what is to be told: each changed run once, its changed tasks in one message."""
    after = dict(known)
    events: list[Event] = []
    for run in observed.runs:
        key = (run.dag_id, run.dag_run_id)
        before = after.get(key, KnownRun())
        if _run_has_changed(before, run, observed):
            events.append(run)
            pushed_at = observed.at if observed.pushed else None
            after[key] = KnownRun(run, pushed_at, before.tasks, observed.at)
        else:
            after[key] = KnownRun(before.seen or run, before.pushed_at, before.tasks, observed.at)
    for key, tasks in _by_run(observed.tasks).items():
        before = after.get(key, KnownRun())
        changed = [task for task in tasks if _task_has_changed(before.tasks.get(_task_key(task)), task, observed)]
        pushed_at = observed.at if observed.pushed else None
        now = {**before.tasks, **{_task_key(task): KnownTask(task, pushed_at) for task in changed}}
        after[key] = KnownRun(before.seen, before.pushed_at, now, observed.at)
        if changed:
            changed.sort(key=_moment)
            events.append(TasksObserved(dag_id=key[0], dag_run_id=key[1], tasks=tuple(changed)))
    return after, events


def without_forgotten(known: Known, now: datetime) -> dict[RunKey, KnownRun]:
    """Only what may still change, or has been heard of lately."""
    return {
        key: run for key, run in known.items() if run.heard_at is None or now - run.heard_at < KEEP or not _is_done(run)
    }


def has_unfinished(known: Known) -> bool:
    return any(not run.is_over for run in known.values())


def _is_done(run: KnownRun) -> bool:
    return run.seen is None or run.is_over


def _run_has_changed(before: KnownRun, run: RunObserved, observed: Observed) -> bool:
    if before.seen is None:
        return True
    old, new = _RUN_RANKS.get(before.seen.state, 0), _RUN_RANKS.get(run.state, 0)
    if run.state == before.seen.state:
        return not observed.pushed and not _tells_the_same(before.seen, run)
    if new >= old:
        return True
    # A retried run goes back; a late push or a poll that a push has overtaken only seems to.
    return not observed.pushed and not _is_unsettled(before.pushed_at, observed)


def _task_has_changed(before: KnownTask | None, task: TaskObservation, observed: Observed) -> bool:
    if before is None:
        return True
    old, new = _rank(before.seen), _rank(task)
    if new == old and task.state == before.seen.state:
        return not observed.pushed and not _tells_the_same(before.seen, task)
    if new >= old:
        return True
    return not observed.pushed and not _is_unsettled(before.pushed_at, observed)


def _is_unsettled(pushed_at: datetime | None, observed: Observed) -> bool:
    return pushed_at is not None and observed.at < pushed_at + SETTLE


def _rank(task: TaskObservation) -> tuple[int, int]:
    return task.try_number, 5 if task.state in OVER else _RANKS.get(task.state or "", 0)


def _tells_the_same(one: RunObserved | TaskObservation, other: RunObserved | TaskObservation) -> bool:
    """Times that Airflow's listener and its database put a little differently are no news; one that was missing is."""
    alike = {
        name: getattr(one, name) for name in ("started_at", "ended_at") if getattr(one, name) and getattr(other, name)
    }
    return other.model_copy(update={**alike, "observed_at": one.observed_at}) == one


def _task_key(task: TaskObservation) -> TaskKey:
    return task.task_id, task.map_index


def _moment(task: TaskObservation) -> tuple[bool, datetime, str, int]:
    """When it changed, as far as Airflow tells; tasks without a time come last."""
    at = task.ended_at or task.started_at
    return at is None, at or task.observed_at, task.task_id, task.map_index


def _by_run(tasks: Iterable[tuple[RunKey, TaskObservation]]) -> dict[RunKey, list[TaskObservation]]:
    grouped: dict[RunKey, list[TaskObservation]] = {}
    for key, task in tasks:
        grouped.setdefault(key, []).append(task)
    return grouped
