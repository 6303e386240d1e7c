"""Starts the parts in the order they need and stops them in reverse, so that no process is left."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path

from deploy.local.errors import StoppedError
from deploy.local.part import Part
from deploy.local.process_record import ProcessRecord
from deploy.local.program import Program
from deploy.local.sessions import Living

NEED_POLL = 0.1
START_PATIENCE = 240.0


class Supervisor:
    """`on_ready(name)` is called once for each part, `on_change()` whenever a process id may have changed."""

    def __init__(
        self,
        programs: Iterable[Program],
        logs: Path,
        record: ProcessRecord,
        *,
        on_ready: Callable[[str], None] = lambda _: None,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.parts = {program.name: Part(program, logs, on_start=self._note) for program in programs}
        self.cancelled = threading.Event()
        self._record = record
        self._on_ready = on_ready
        self._on_change = on_change
        self._ready = {name: threading.Event() for name in self.parts}

    def start(self) -> None:
        """Start every part as soon as those it needs are ready; return when all are.

        Raises what the first failing part raised, or StoppedError after `cancelled` was set.
        """
        with ThreadPoolExecutor(len(self.parts)) as pool:
            starts = [pool.submit(self._start, part) for part in self.parts.values()]
            done, _ = wait(starts, return_when=FIRST_EXCEPTION)
            failures = [failure for start in done if (failure := start.exception()) is not None]
            if failures:
                self.cancelled.set()  # the others give up, too
                raise failures[0]

    def stop(self) -> None:
        """End every part, those first that need others; afterwards no process of any of them is left."""
        self.cancelled.set()
        running = dict(self.parts)
        while running:
            needed = {name for part in running.values() for name in part.program.needs}
            first = [running.pop(name) for name in tuple(running) if name not in needed]
            if not first:
                raise ValueError(f"{', '.join(running)} need one another in a circle")
            with ThreadPoolExecutor(len(first)) as pool:
                tuple(pool.map(Part.stop, first))
        self._record.forget()

    def leaders(self) -> dict[str, Living]:
        """The main process of each part that runs."""
        running = {name: part.pid for name, part in self.parts.items()}
        found = {name: Living.of(pid) for name, pid in running.items() if pid is not None}
        return {name: leader for name, leader in found.items() if leader is not None}

    def await_ready(self, *names: str) -> None:
        """Return when the named parts have become ready once; raise StoppedError when the start was given up."""
        for name in names:
            while not self._ready[name].wait(NEED_POLL):
                self._check_cancelled()
        self._check_cancelled()

    def _start(self, part: Part) -> None:
        self.await_ready(*part.program.needs)
        part.start()
        part.wait_ready(START_PATIENCE, self.cancelled)
        self._ready[part.name].set()
        self._on_ready(part.name)

    def _check_cancelled(self) -> None:
        if self.cancelled.is_set():
            raise StoppedError("the start was given up")

    def _note(self) -> None:
        self._record.write(self.leaders)
        self._on_change()
