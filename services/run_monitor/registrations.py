"""Finds out when Airflow would run exactly what was published: one shared poll for everybody who waits.

Registered means that the newest serialized version of the DAG carries our digest; Airflow's own notion of a new commit may be
ahead of what it has parsed.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from services.run_monitor.airflow import SENTINEL, Airflow
from services.run_monitor.airflow_records import BrokenFile, Dag
from services.run_monitor.together import together
from shared.messages.workflows import ConfirmRegistration, DagImportFailed, DagRegistered
from shared.runtime.errors import DominoError, Transient
from shared.runtime.failpoints import failpoint

TICK = 0.06  # seconds between looks
AT_ONCE = 8  # DAGs looked at per tick, in turn
NUDGE_AGAIN = timedelta(seconds=3)  # a nudge may come a moment before the remote shows the push
NAMED = 3  # files named in a nudge; beyond that, naming each costs more than waiting for its turn
ERRORS_EVERY = timedelta(seconds=0.5)
PATIENCE = 30.0  # seconds until the messaging layer is left to try again later

Answer = DagRegistered | DagImportFailed | None

log = structlog.get_logger()


@dataclass(eq=False)
class _Waiting:
    command: ConfirmRegistration
    since: datetime
    answer: asyncio.Future[Answer] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Registrations:
    def __init__(self, airflow: Airflow, now: Callable[[], datetime]) -> None:
        self._airflow = airflow
        self._now = now
        self._waiting: list[_Waiting] = []
        self._watching: asyncio.Task[None] | None = None
        self._nudged_at: datetime | None = None
        self._errors_at: datetime | None = None
        self._newest: dict[str, int] = {}

    async def confirm(self, command: ConfirmRegistration) -> Answer:
        """The outcome, or None when a newer version has overtaken this one; raise Transient when it takes too long."""
        if self._newest.get(command.dag_id, 0) > command.version:
            return None
        self._newest[command.dag_id] = command.version
        self._release_older(command)
        waiting = _Waiting(command, self._now())
        self._waiting.append(waiting)
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())
        try:
            async with asyncio.timeout(PATIENCE):
                return await waiting.answer
        except TimeoutError:
            raise Transient(f"Airflow has not read version {command.version} of {command.dag_id} yet.") from None
        finally:
            self._waiting.remove(waiting)

    async def close(self) -> None:
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait([self._watching])

    def _release_older(self, command: ConfirmRegistration) -> None:
        for other in self._waiting:
            if (
                other.command.dag_id == command.dag_id
                and other.command.version < command.version
                and not other.answer.done()
            ):
                other.answer.set_result(None)

    async def _watch(self) -> None:
        """Look until nobody waits any more."""
        first = 0
        while open_ := [waiting for waiting in self._waiting if not waiting.answer.done()]:
            try:
                await self._nudge_if_due(open_)
                await self._look([open_[(first + n) % len(open_)] for n in range(min(AT_ONCE, len(open_)))])
                first += AT_ONCE
                await self._look_for_errors(open_)
            except DominoError as error:
                log.warning("registration.blind", reason=str(error))
            await asyncio.sleep(TICK)

    async def _nudge_if_due(self, open_: list[_Waiting]) -> None:
        now = self._now()
        newest = max(waiting.since for waiting in open_)
        if self._nudged_at is not None and newest <= self._nudged_at and now - self._nudged_at < NUDGE_AGAIN:
            return
        self._nudged_at = now
        # A changed file is parsed first when it is named; for a new one, and to see that the fetch is done, there is the sentinel.
        names = {waiting.command.dag_id for waiting in open_} if len(open_) <= NAMED else set[str]()
        dags = [dag for name in (*names, SENTINEL) if (dag := await self._airflow.dag(name)) is not None]
        for dag in dags:
            await self._airflow.nudge(dag.file_token)
        failpoint("run_monitor.nudged")

    async def _look(self, some: list[_Waiting]) -> None:
        dags = await together([self._airflow.dag(waiting.command.dag_id) for waiting in some])
        for waiting, dag in zip(some, dags, strict=True):
            if dag is not None and not dag.is_stale and dag.digest == waiting.command.digest:
                _answer(waiting, registered(waiting.command, dag))

    async def _look_for_errors(self, open_: list[_Waiting]) -> None:
        now = self._now()
        if self._nudged_at is None or (self._errors_at is not None and now - self._errors_at < ERRORS_EVERY):
            return
        self._errors_at = now
        errors = {error.filename: error for error in await self._airflow.import_errors()}
        suspects = [(waiting, errors[file]) for waiting in open_ if (file := file_of(waiting.command.dag_id)) in errors]
        if not suspects:
            return
        # The nudge makes Airflow parse the sentinel right after it has fetched the commit, so an error found after
        # that is one of the new file, not a left-over of the old one.
        sentinel = await self._airflow.dag(SENTINEL)
        fetched_at = sentinel.last_parsed_time if sentinel else None
        offset = self._airflow.clock_offset
        for waiting, error in suspects:
            if fetched_at is not None and waiting.since + offset < fetched_at <= error.timestamp:
                _answer(waiting, import_failed(waiting.command, error))


def registered(command: ConfirmRegistration, dag: Dag) -> DagRegistered:
    return DagRegistered(
        workflow_id=command.workflow_id,
        version=command.version,
        dag_id=command.dag_id,
        digest=command.digest,
        airflow_version=dag.version_number,
    )


def import_failed(command: ConfirmRegistration, error: BrokenFile) -> DagImportFailed:
    file = re.escape(file_of(command.dag_id))
    lines = re.findall(rf'{file}", line (\d+)', error.stack_trace)
    return DagImportFailed(
        workflow_id=command.workflow_id,
        version=command.version,
        dag_id=command.dag_id,
        digest=command.digest,
        error=error.stack_trace.strip().rsplit("\n", 1)[-1],
        line=int(lines[-1]) if lines else None,
    )


def file_of(dag_id: str) -> str:
    """The file of a DAG, relative to the bundle."""
    return f"{dag_id}.py"


def _answer(waiting: _Waiting, answer: Answer) -> None:
    if not waiting.answer.done():
        failpoint("run_monitor.registration_seen")
        waiting.answer.set_result(answer)
