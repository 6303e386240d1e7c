"""One running part: a child process in a session of its own, with its log, its readiness and its certain end."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from deploy.local import sessions
from deploy.local.errors import NotReadyError, StoppedError
from deploy.local.log_files import open_log
from deploy.local.program import Program, nothing
from deploy.local.sessions import Living

READINESS_POLL = 0.05
READINESS_PATIENCE = 60.0
STOP_PATIENCE = 10.0


class Part:
    """Starts, stops, kills, pauses and resumes one program. Safe to use from several threads.

    `on_start` is called after each start, when the process has its id.
    """

    def __init__(self, program: Program, logs: Path, on_start: Callable[[], None] = lambda: None) -> None:
        self.program = program
        self.log = logs / f"{program.name}.log"
        self.environment: dict[str, str] = {}
        self._on_start = on_start
        self._process: subprocess.Popen[bytes] | None = None
        self._earlier_leaders: set[int] = set()
        self._may_finish: Callable[[Living], bool] = nothing
        self._lock = threading.RLock()
        self._stopping = threading.Event()

    @property
    def name(self) -> str:
        return self.program.name

    @property
    def pid(self) -> int | None:
        """The main process; None while it does not run."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    @property
    def exit_status(self) -> int | None:
        """How the main process ended; negative for a signal; None while it runs."""
        return None if self._process is None else self._process.poll()

    @property
    def has_died(self) -> bool:
        """Whether it has ended without having been asked to."""
        return not self._stopping.is_set() and self.exit_status is not None

    def processes(self) -> set[Living]:
        """Every living process of the part."""
        leaders = self._earlier_leaders | ({self._process.pid} if self._process is not None else set())
        return {process for leader in leaders for process in sessions.members(leader)}

    def start(self, environment: Mapping[str, str] | None = None) -> None:
        """Start the program and return at once; `environment` is added to its own from now on.

        Does nothing while it runs.
        """
        with self._lock:
            if self.pid is not None:
                return
            self._end_strays(keep=self._may_finish)
            if environment is not None:
                self.environment = dict(environment)
            self.program.prepare()
            self._process = self._spawn()
            self._stopping.clear()
            self._on_start()

    def revive(self) -> None:
        """Start again what has ended by itself; a part that was stopped stays stopped."""
        with self._lock:
            if self.has_died:
                self.start()

    def is_ready(self) -> bool:
        return self.pid is not None and self.program.is_ready()

    def wait_ready(self, patience: float = READINESS_PATIENCE, cancelled: threading.Event | None = None) -> None:
        """Return when the part does its work.

        Raises NotReadyError when it has ended or needs longer than `patience` seconds, StoppedError when it was stopped
        or `cancelled` was set.
        """
        deadline = time.monotonic() + patience
        while not self.is_ready():
            if self._stopping.is_set() or (cancelled is not None and cancelled.is_set()):
                raise StoppedError(f"{self.name} was stopped while it started")
            if self.exit_status is not None:
                raise NotReadyError(f"{self.name} {ending(self.exit_status)} while it started; its log: {self.log}")
            if time.monotonic() > deadline:
                raise NotReadyError(f"{self.name} was not ready within {patience:.0f} s; its log: {self.log}")
            time.sleep(READINESS_POLL)

    def stop(self, patience: float = STOP_PATIENCE) -> None:
        """Ask it to end, wait, and kill whatever of it is left then; nothing of it runs afterwards."""
        self._stopping.set()
        with self._lock:
            self._stopping.set()
            family = self.processes()
            process = self._process
            if process is not None and process.poll() is None:
                process.send_signal(self.program.stop_signal)
                process.send_signal(signal.SIGCONT)  # a paused process would never see the request
                try:
                    process.wait(patience)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
            self._end_strays(family)

    def kill(self) -> None:
        """End every process of the part as a power cut would. Where restarts are on, it is started again."""
        with self._lock:
            family = self.processes()
            self.kill_leader()
            self._end_strays(family)

    def kill_leader(self) -> None:
        """kill -9 of the main process alone; what it has started must notice by itself."""
        process = self._process
        if process is not None:
            process.kill()
            process.wait()

    def pause(self) -> None:
        """Freeze every process of the part (SIGSTOP)."""
        for process in self.processes():
            process.send(signal.SIGSTOP)

    def resume(self) -> None:
        for process in self.processes():
            process.send(signal.SIGCONT)

    def restart(self, environment: Mapping[str, str] | None = None, patience: float = READINESS_PATIENCE) -> None:
        """Stop it when it runs, start it, and return when it is ready."""
        with self._lock:
            self.stop()
            self.start(environment)
        self.wait_ready(patience)

    def _spawn(self) -> subprocess.Popen[bytes]:
        command = self.program.command()
        self._may_finish = command.may_finish
        if self._process is not None:
            self._earlier_leaders.add(self._process.pid)
        # Without byte code each start would compile every module again.
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        with open_log(self.log) as log:
            return subprocess.Popen(
                command.arguments,
                cwd=command.directory,
                env={**inherited, **command.environment, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _end_strays(self, family: Iterable[Living] = (), keep: Callable[[Living], bool] = nothing) -> None:
        strays = {process for process in self.processes().union(family) if not keep(process)}
        stubborn = sessions.kill(strays)
        if stubborn:
            pids = sorted(process.pid for process in stubborn)
            raise RuntimeError(f"{self.name}: the processes {pids} cannot be ended")
        self._earlier_leaders = {leader for leader in self._earlier_leaders if sessions.members(leader)}


def ending(status: int | None) -> str:
    """How a process ended, in words."""
    if status is None:
        return "has not ended"
    return f"ended with status {status}" if status >= 0 else f"was ended by {signal.Signals(-status).name}"
