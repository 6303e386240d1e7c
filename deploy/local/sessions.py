"""Finds and ends every process of a session.

Each part leads a session of its own, so that nothing it starts can outlive it unseen.
"""

import os
import signal
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

POLL = 0.02
CLOCK_TOLERANCE = 1.0


@dataclass(frozen=True, slots=True)
class Living:
    """A process that was seen alive. Its birth tells it from a later process with the same id."""

    pid: int
    born: float

    @classmethod
    def of(cls, pid: int) -> "Living | None":
        """None when it is gone, or only waits for its parent to take notice."""
        try:
            process = psutil.Process(pid)
            return None if process.status() == psutil.STATUS_ZOMBIE else cls(pid, process.create_time())
        except psutil.Error:
            return None

    def is_alive(self) -> bool:
        now = Living.of(self.pid)
        return now is not None and abs(now.born - self.born) < CLOCK_TOLERANCE

    def title(self) -> str:
        """Its command line, or what it calls itself."""
        try:
            return " ".join(psutil.Process(self.pid).cmdline()).strip()
        except psutil.Error:
            return ""

    def directory(self) -> Path | None:
        """Where it works; None when that is not ours to see."""
        try:
            return Path(psutil.Process(self.pid).cwd())
        except psutil.Error:
            return None

    def ancestors(self) -> tuple["Living", ...]:
        try:
            parents = psutil.Process(self.pid).parents()
        except psutil.Error:
            return ()
        return tuple(found for parent in parents if (found := Living.of(parent.pid)) is not None)

    def send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)


def members(leader: int) -> set[Living]:
    """The processes of the session that `leader` leads or led, and their descendants in sessions of their own."""
    pids: set[int] = set()
    for pid in psutil.pids():
        with suppress(OSError):
            if os.getsid(pid) == leader:
                pids.add(pid)
    for pid in tuple(pids):
        with suppress(psutil.Error):
            pids.update(child.pid for child in psutil.Process(pid).children(recursive=True))
    return {process for pid in pids if (process := Living.of(pid)) is not None}


def working_in(directory: Path) -> set[Living]:
    """The processes whose working directory it is."""
    found = (process for pid in psutil.pids() if (process := Living.of(pid)) is not None)
    return {process for process in found if process.directory() == directory}


def kill(processes: Iterable[Living], patience: float = 5.0) -> set[Living]:
    """Kill the processes; return those that are still there after `patience` seconds."""
    left = {process for process in processes if process.is_alive()}
    for process in left:
        process.send(signal.SIGKILL)
    deadline = time.monotonic() + patience
    while (left := {process for process in left if process.is_alive()}) and time.monotonic() < deadline:
        time.sleep(POLL)
    return left


def leftovers(leader: Living, home: Path) -> set[Living]:
    """What a recorded, now abandoned part has left: only processes that certainly are its own.

    The id of the leader may have been given to a stranger since; then nothing is returned. Where the leader is gone,
    the others must be younger than it and work inside `home`.
    """
    if leader.is_alive():
        return members(leader.pid)
    if psutil.pid_exists(leader.pid):
        return set()
    return {process for process in members(leader.pid) if _is_younger_inside(process, leader, home)}


def _is_younger_inside(process: Living, leader: Living, home: Path) -> bool:
    directory = process.directory()
    return process.born > leader.born - CLOCK_TOLERANCE and directory is not None and directory.is_relative_to(home)
