"""The client's side: a task in a warm server of its environment, with the face of a process group."""

from __future__ import annotations

import contextlib
import fcntl
import os
import select
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from domino_airflow.environment import DOCUMENT, Environment
from domino_airflow.process_group import GRACE
from domino_airflow.warm import server

PATIENCE = 30.0  # seconds a new server may take to import; a machine under load takes its time
TICK = 0.02  # seconds
BACKLOG = 64
KILLED = -9


class WarmChild:
    """One task of a warm server; raises OSError when there is none to be had."""

    def __init__(self, environment: Environment, variables: Mapping[str, str], folder: Path) -> None:
        self._connection = _connect(environment, variables)
        self.ended = self._connection.fileno()
        """A file descriptor that can be read once the task has ended."""
        self._kill_at: float | None = None
        try:
            stdin, self._request = os.pipe()
            self.output, output = os.pipe()
            try:
                socket.send_fds(self._connection, [os.fsencode(folder)], [stdin, output])
            finally:
                os.close(stdin)
                os.close(output)
            self._pid = _number(self._connection)
        except OSError:
            self._connection.close()
            raise

    def send(self, text: bytes) -> None:
        with contextlib.suppress(BrokenPipeError), os.fdopen(self._request, "wb") as request:
            request.write(text)

    def ask_to_end(self) -> None:
        if self._kill_at is None:
            self._kill_at = time.monotonic() + GRACE
            self._say(b"T")

    def kill_if_overdue(self) -> None:
        if self._kill_at is not None and time.monotonic() >= self._kill_at:
            self._say(b"K")

    def close(self) -> int:
        """End what still runs, however it got here; return the exit code, negative for a signal."""
        poller = select.poll()
        poller.register(self._connection, select.POLLIN)
        if not poller.poll(0):
            self.ask_to_end()
            while not poller.poll(TICK * 1000):
                self.kill_if_overdue()
        try:
            code = _number(self._connection)
        except OSError:
            # A server that has died has taken its tasks with it, but not what they have started.
            server.end(self._pid, signal.SIGKILL)
            code = KILLED
        self._connection.close()
        os.close(self.output)
        return code

    def _say(self, word: bytes) -> None:
        with contextlib.suppress(OSError):
            self._connection.send(word)


def _number(connection: socket.socket) -> int:
    answer = connection.recv(server.NUMBER.size)
    if len(answer) < server.NUMBER.size:
        raise ConnectionResetError
    number: int = server.NUMBER.unpack(answer)[0]
    return number


def _connect(environment: Environment, variables: Mapping[str, str]) -> socket.socket:
    """A connection to the environment's server, which is started when there is none."""
    folder = _private_folder()
    path = folder / _name(environment, variables)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection = _greeted(path, deadline)
        except (FileNotFoundError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            _start(environment, variables, path)
        else:
            return connection


def _greeted(path: Path, deadline: float) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    greeting = b""
    try:
        connection.settimeout(max(deadline - time.monotonic(), TICK))
        connection.connect(str(path))
        greeting = connection.recv(1)
        connection.setblocking(True)
    finally:
        if greeting != server.GREETING:
            connection.close()
    # Only a server that lives to greet is given the task, so that no task can run twice.
    if greeting != server.GREETING:
        raise ConnectionResetError
    return connection


def _start(environment: Environment, variables: Mapping[str, str], path: Path) -> None:
    """Start a server on `path`, unless somebody else has been quicker."""
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _answers(path):
            return
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(path))
            listener.listen(BACKLOG)
            # The process that runs Airflow's tasks: when it goes, so does the server.
            life = os.pidfd_open(os.getppid())
            try:
                _spawn(environment, variables, listener.fileno(), life)
            finally:
                os.close(life)


def _spawn(environment: Environment, variables: Mapping[str, str], listener: int, life: int) -> None:
    """Start the server's process, which nobody waits for: it outlives this task."""
    for descriptor in (listener, life):
        os.set_inheritable(descriptor, True)
    arguments = [
        environment.python,
        "-I",
        server.__file__,
        str(listener),
        str(life),
        str(environment.folder / DOCUMENT),
    ]
    silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    os.posix_spawn(environment.python, arguments, variables, file_actions=silent, setsid=True)


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(str(path)) == 0


def _private_folder() -> Path:
    """A folder for sockets that only we can enter; its name is short, as socket names must be."""
    folder = Path(tempfile.gettempdir()) / f"domino-{os.getuid()}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o77 or folder.is_symlink():
        raise PermissionError(f"{folder} belongs to somebody else.")
    return folder


def _name(environment: Environment, variables: Mapping[str, str]) -> str:
    """Another environment, other variables or another release of ours: another server."""
    document = environment.folder / DOCUMENT
    identity = f"{document}|{document.stat().st_mtime_ns}|{sorted(variables.items())}|{Path(server.__file__).stat().st_mtime_ns}"
    return sha256(identity.encode()).hexdigest()[:32]


def is_possible() -> bool:
    """Linux tells of the end of processes by file descriptors; elsewhere tasks start cold."""
    return sys.platform == "linux"
