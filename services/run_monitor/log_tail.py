"""Follows logs for people who watch them: each followed log once, however many watch, for as long as somebody renews."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog
from domino.storage_layout import task_folder

from services.run_monitor.log_file import LogFile, Piece
from shared.messages.message import Message
from shared.messages.runs import LogAppended, TailLog, TaskObservation

TICK = 0.1  # seconds between looks at a followed log
LONGEST_LEASE = 120.0  # seconds
MOST_FOLLOWED = 500
REST = 0.005  # seconds between pieces of a long log that is caught up with

Announce = Callable[[Message], Awaitable[None]]
FindTask = Callable[[TailLog], Awaitable[TaskObservation | None]]
Key = tuple[str, str, int, int | None]

FOR_GOOD = frozenset(("success", "failed", "skipped", "upstream_failed", "removed"))

log = structlog.get_logger()


class LogTails:
    """`find_task` tells how the task run stands, so that a log can be called complete."""

    def __init__(self, storage_root: Path, announce: Announce, find_task: FindTask, clock: Callable[[], float]) -> None:
        self._storage_root = storage_root
        self._announce = announce
        self._find_task = find_task
        self._clock = clock
        self._following: dict[Key, _Follower] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def tail(self, command: TailLog) -> None:
        """Send what lies between `command.offset` and the place that others are at, then follow."""
        key = (command.run_id, command.task_id, command.map_index, command.try_number)
        lease = min(command.lease_seconds, LONGEST_LEASE)
        follower = self._following.get(key)
        if follower is not None:
            follower.lease_until = max(follower.lease_until, self._clock() + lease)
            if command.offset < follower.position:
                self._spawn(follower.send_between(command.offset, follower.position))
            return
        if len(self._following) >= MOST_FOLLOWED:
            log.warning("tail.refused", followed=len(self._following))
            return
        folder = task_folder(command.dag_id, command.dag_run_id, command.task_id, command.map_index)
        file = LogFile(self._storage_root, folder, command.try_number)
        follower = _Follower(command, file, self._announce, self._find_task, self._clock() + lease)
        self._following[key] = follower
        self._spawn(self._follow(key, follower))

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _follow(self, key: Key, follower: "_Follower") -> None:
        try:
            while self._clock() < follower.lease_until:
                if await follower.advance():
                    return
                await asyncio.sleep(TICK)
        finally:
            del self._following[key]

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class _Follower:
    def __init__(
        self, command: TailLog, file: LogFile, announce: Announce, find_task: FindTask, lease_until: float
    ) -> None:
        self._command = command
        self._file = file
        self._announce = announce
        self._find_task = find_task
        self._try: int | None = None
        self.position = command.offset
        self.lease_until = lease_until

    async def advance(self) -> bool:
        """Send what is new; True once the try has ended and everything of it is sent."""
        # Asked before reading: what is written after this answer is "yes" belongs to another try.
        over = await self._is_over()
        await self._begin_again_with_new_try()
        while piece := await asyncio.to_thread(self._file.read, self.position):
            self.position = piece.next_offset
            await self._send(piece)
            await asyncio.sleep(REST)
        if over:
            await self._send(Piece(self.position, self.position, ""), done=True)
        return over

    async def send_between(self, start: int, end: int) -> None:
        """Bring one more watcher to where the others are."""
        while start < end and (piece := await asyncio.to_thread(self._file.read, start)):
            start = piece.next_offset
            await self._send(piece)
            await asyncio.sleep(REST)

    async def _begin_again_with_new_try(self) -> None:
        if self._command.try_number is not None:
            return
        newest = await asyncio.to_thread(self._file.newest_try)
        if self._try is not None and newest != self._try:
            self.position = 0
        self._try = newest

    async def _is_over(self) -> bool:
        task = await self._find_task(self._command)
        if task is None:
            return False
        if self._command.try_number is None:
            return task.state in FOR_GOOD
        ended = task.state in FOR_GOOD or task.state == "up_for_retry"
        return task.try_number > self._command.try_number or (ended and task.try_number == self._command.try_number)

    async def _send(self, piece: Piece, *, done: bool = False) -> None:
        command = self._command
        await self._announce(
            LogAppended(
                run_id=command.run_id,
                task_id=command.task_id,
                map_index=command.map_index,
                try_number=command.try_number,
                offset=piece.offset,
                next_offset=piece.next_offset,
                text=piece.text,
                done=done,
            )
        )


async def _guarded(work: Awaitable[None]) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        try:
            await work
        except OSError as error:
            log.warning("tail.ended", reason=error.strerror or type(error).__name__)
