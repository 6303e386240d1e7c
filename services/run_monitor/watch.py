"""Watches Airflow: polls what was updated, hears what is pushed, and tells each change once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog

from services.run_monitor.airflow import Airflow
from services.run_monitor.airflow_records import Run, TaskRun
from services.run_monitor.changes import KnownRun, Observed, RunKey, changes, has_unfinished, without_forgotten
from services.run_monitor.lease import Lease
from shared.messages.airflow import AirflowChanged, AirflowWatched
from shared.messages.message import Event
from shared.messages.runs import TaskObservation
from shared.runtime.errors import DominoError
from shared.runtime.failpoints import failpoint

OVERLAP = timedelta(seconds=3)  # a row's time is set when it is written, but it is seen only when its transaction ends
SWEEP_OVERLAP = timedelta(seconds=60)
SWEEP_EVERY = timedelta(seconds=15)
RECENT = timedelta(minutes=15)  # read again after a start; older runs without news are asked for by the gateway
TROUBLE_PAUSE = 2.0  # seconds
PATIENCE = timedelta(seconds=5)  # how long somebody who has asked for a change is kept company by quick polling

Publish = Callable[[Sequence[Event]], Awaitable[None]]
Announce = Callable[[Event], Awaitable[None]]

log = structlog.get_logger()


class Watch:
    """`publish` stores events; only once it has returned is a change taken as told. `announce` says that Airflow was looked at."""

    def __init__(
        self,
        airflow: Airflow,
        publish: Publish,
        announce: Announce,
        lease: Lease,
        now: Callable[[], datetime],
        *,
        active_seconds: float,
        idle_seconds: float,
    ) -> None:
        self._airflow = airflow
        self._publish = publish
        self._announce = announce
        self._lease = lease
        self._now = now
        self._active_seconds = active_seconds
        self._idle_seconds = idle_seconds
        self._known: dict[RunKey, KnownRun] = {}
        self._turn = asyncio.Lock()
        self._wake = asyncio.Event()
        self._pushes: list[AirflowChanged] = []
        self._pushed = asyncio.Event()
        self._polled_at: datetime | None = None
        self._swept_at: datetime | None = None
        self._busy_until: datetime | None = None
        self._silent_about: set[RunKey] = set()
        self._is_awake = False

    async def poll(self) -> None:
        """Poll for ever, quickly while something runs."""
        while True:
            try:
                if await self._lease.is_ours():
                    await self.look()
                    await self._announce(AirflowWatched(at=self._now()))
                    pause = self._active_seconds if self._is_busy() else self._idle_seconds
                else:
                    self._known, self._polled_at = {}, None
                    pause = self._idle_seconds
            except DominoError as error:
                log.warning("watch.blind", reason=str(error))
                self._is_awake = False
                pause = TROUBLE_PAUSE
            await self._sleep(pause)

    async def look(self) -> None:
        """Ask once for what was updated since the last look; at first, for the recent past and whatever is unfinished."""
        if not self._is_awake:
            await self._airflow.wake_up()
            self._is_awake = True
        at = self._now()
        if self._polled_at is None:
            await self._look_around(at)
        elif self._swept_at is None or at - self._swept_at >= SWEEP_EVERY:
            await self._sweep(at)
        else:
            await self._tell(await self._updated_since(min(self._polled_at, at) - OVERLAP, at))
        self._polled_at = at

    def heard(self, change: AirflowChanged) -> None:
        """A listener in Airflow has spoken."""
        self._pushes.append(change)
        self._pushed.set()

    async def tell_pushed(self) -> None:
        """Tell for ever what is pushed; what comes at once goes out at once, together."""
        while True:
            await self._pushed.wait()
            self._pushed.clear()
            pushes, self._pushes = self._pushes, []
            if not await self._lease.is_ours():
                continue
            try:
                await self._tell(*self._as_observed(pushes))
            except DominoError as error:
                # Nothing is lost: the state is not taken as told, so the next poll finds it.
                log.warning("watch.not_told", reason=str(error))
                self._wake.set()

    async def saw(self, run: Run, tasks: Iterable[TaskRun] = ()) -> None:
        """Somebody has looked at a run; whatever is new about it is told."""
        await self._tell(_observed(self._now(), [run], tasks))

    def as_answer(self, run: Run, tasks: Sequence[TaskRun]) -> list[Event]:
        """Everything about a run, for somebody who asked."""
        return changes({}, _observed(self._now(), [run], tasks))[1]

    @contextmanager
    def silent_about(self, key: RunKey) -> Iterator[None]:
        """Tell nothing of a run until it is clear that it may stay."""
        self._silent_about.add(key)
        try:
            yield
        finally:
            self._silent_about.discard(key)
            self._wake.set()

    def expect_changes(self) -> None:
        """Something was just asked of Airflow: look soon and often."""
        self._busy_until = self._now() + PATIENCE
        self._wake.set()

    def task(self, key: RunKey, task_id: str, map_index: int) -> TaskObservation | None:
        """The task run as it was last seen, if it was seen lately."""
        run = self._known.get(key)
        known = run.tasks.get((task_id, map_index)) if run else None
        return known.seen if known else None

    async def _look_around(self, at: datetime) -> None:
        observed = await self._updated_since(at - RECENT, at)
        unfinished = await self._airflow.unfinished_runs()
        tasks = [task for run in unfinished for task in await self._airflow.tasks_of_run(run.dag_id, run.dag_run_id)]
        await self._tell(observed, _observed(at, unfinished, tasks))

    async def _sweep(self, at: datetime) -> None:
        """A longer look back, and a look at what should still be going on, for what a quick one may miss."""
        observed = await self._updated_since(min(self._polled_at or at, at) - SWEEP_OVERLAP, at)
        unfinished = await self._airflow.unfinished_runs()
        await self._tell(observed, _observed(at, unfinished, ()))
        going_on = {(run.dag_id, run.dag_run_id) for run in unfinished}
        async with self._turn:
            known = without_forgotten(self._known, at)
            # A run that was deleted in Airflow is never heard of again.
            self._known = {
                key: run
                for key, run in known.items()
                if run.is_over or key in going_on or (run.heard_at is not None and run.heard_at > at - OVERLAP)
            }
        self._swept_at = at

    async def _updated_since(self, since: datetime, at: datetime) -> Observed:
        since += self._airflow.clock_offset
        runs = await self._airflow.runs_updated_since(since)
        return _observed(at, runs, await self._airflow.tasks_updated_since(since))

    async def _tell(self, *seen: Observed) -> None:
        async with self._turn:
            known, events = self._known, list[Event]()
            for observed in seen:
                known, more = changes(known, observed.without(self._silent_about))
                events += more
            if events:
                failpoint("run_monitor.change_seen")
                await self._publish(events)
                failpoint("run_monitor.change_told")
            self._known = known

    def _as_observed(self, pushes: Iterable[AirflowChanged]) -> Iterable[Observed]:
        at = self._now()
        for push in pushes:
            key = (push.dag_id, push.dag_run_id)
            run = self._known.get(key)
            if push.kind == "task":
                yield Observed(at, tasks=((key, self._task_of(push, at)),), pushed=True)
            elif run is not None and run.seen is not None:
                told = {
                    "state": push.state,
                    "started_at": push.started_at,
                    "ended_at": push.ended_at,
                    "observed_at": at,
                }
                yield Observed(at, runs=(run.seen.model_copy(update=told),), pushed=True)
            else:
                # A run that Airflow has made by itself: a push does not say enough of it.
                self._wake.set()

    def _task_of(self, push: AirflowChanged, at: datetime) -> TaskObservation:
        assert push.task_id is not None
        before = self.task((push.dag_id, push.dag_run_id), push.task_id, push.map_index)
        return TaskObservation(
            task_id=push.task_id,
            map_index=push.map_index,
            try_number=push.try_number,
            state=push.state,
            started_at=push.started_at,
            ended_at=push.ended_at,
            note=before.note if before else None,
            observed_at=at,
        )

    def _is_busy(self) -> bool:
        return has_unfinished(self._known) or (self._busy_until is not None and self._now() < self._busy_until)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            pass
        self._wake.clear()


def _observed(at: datetime, runs: Iterable[Run], tasks: Iterable[TaskRun]) -> Observed:
    return Observed(
        at,
        runs=tuple(run.observed(at) for run in runs),
        tasks=tuple(((task.dag_id, task.dag_run_id), task.observed(at)) for task in tasks),
    )
