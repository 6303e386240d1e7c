"""A child process with everything it starts, ended together: at its own end, on request, and when we are killed ourselves."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

GRACE = 3.0  # seconds between asking and killing; Airflow itself loses patience after 5
TICK = 0.02  # seconds

# Waits for the end of the pipe that only we hold open, then kills the group: a process killed by SIGKILL cannot tidy up.
GUARD = 'read -r _; kill -s KILL -- "-$0"'


class ProcessGroup:
    """Starts `command` in a session of its own. Its standard output and error are one stream."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self._process = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._kill_at: float | None = None
        assert self._process.stdout is not None
        self.output = self._process.stdout.fileno()
        """The file descriptor to read its output from."""
        self.ended = os.pidfd_open(self._process.pid)
        """A file descriptor that can be read once the process has ended."""
        self._guard, self._life = _guard(self._process.pid)

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, text: bytes) -> None:
        """Write its whole standard input. One that ends early is no error here: its exit code says why."""
        stdin: IO[bytes] | None = self._process.stdin
        assert stdin is not None
        with contextlib.suppress(BrokenPipeError):
            stdin.write(text)
        with contextlib.suppress(BrokenPipeError):
            stdin.close()

    def has_ended(self) -> bool:
        # Not reaped yet: as long as it is a zombie, its number cannot become somebody else's.
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def ask_to_end(self) -> None:
        """Send SIGTERM to all of it. Whoever waits calls `kill_if_overdue` now and then."""
        if self._kill_at is None and self._process.returncode is None:
            self._kill_at = time.monotonic() + GRACE
            self._signal(signal.SIGTERM)

    def kill_if_overdue(self) -> None:
        if self._kill_at is not None and time.monotonic() >= self._kill_at:
            self._signal(signal.SIGKILL)

    def close(self) -> int:
        """End what still runs, however it got here; return the exit code, negative for a signal."""
        if self._process.returncode is None and not self.has_ended():
            self.ask_to_end()
            while not self.has_ended():
                time.sleep(TICK)
                self.kill_if_overdue()
        if self._process.returncode is None:
            # What the operator has left running in the background.
            self._signal(signal.SIGKILL)
        code = self._process.wait()
        self._guard.kill()
        self._guard.wait()
        os.close(self._life)
        os.close(self.ended)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()
        return code

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, number)


def _guard(group: int) -> tuple[subprocess.Popen[bytes], int]:
    theirs, ours = os.pipe()
    try:
        guard = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, str(group)],
            env={"PATH": os.defpath},
            stdin=theirs,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    finally:
        os.close(theirs)
    return guard, ours
