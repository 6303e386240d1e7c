"""Runs in a dependency group's environment and forks itself into a runner for each task that asks.

Started by path with that environment's Python, so it imports only the standard library and the runner. Nothing of an author's
code is imported before the fork: what one task does to a module, no other task sees.

One connection is one task. The server greets with one byte; the client sends the folder to work in, with the task's standard
input and output as file descriptors; the server answers with the process id and, when the task has ended, with its exit code.
Until then the client may send `T` or `K`, for SIGTERM and SIGKILL to everything the task has started; a connection that breaks
means `K`.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import struct
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

GREETING = b"+"
NUMBER = struct.Struct("<i")
LARGEST_REQUEST = 16 * 1024  # bytes; a folder's name
IDLE = 60.0  # seconds; then the memory is worth more than the next start
LOOK = 5.0  # seconds between looks at whether the environment is still there
SIGNALS = {b"T": signal.SIGTERM, b"K": signal.SIGKILL}


class BecomeTask(BaseException):
    """Unwinds the server's stack in the child, so that a task runs at the bottom of a clean one."""


@dataclass
class Task:
    """A connection, and the process that was forked for it."""

    connection: socket.socket
    pid: int = 0
    ended: int = -1


@dataclass
class Server:
    listener: socket.socket
    life: int
    document: Path
    tasks: dict[int, Task] = field(default_factory=dict)
    poller: select.poll = field(default_factory=select.poll)
    open: bool = True
    used_at: float = field(default_factory=time.monotonic)

    def serve(self) -> None:
        """Return when nobody has needed us for a while, the environment is gone, or Airflow is; raise BecomeTask in a child."""
        self.poller.register(self.listener, select.POLLIN)
        self.poller.register(self.life, select.POLLIN)
        while self.open or self.tasks:
            ready = self.poller.poll(LOOK * 1000)
            if self.tasks or ready:
                self.used_at = time.monotonic()
            elif time.monotonic() - self.used_at > IDLE or not self.document.exists():
                self.stop_listening()
            for descriptor, _ in ready:
                self.attend(descriptor)

    def attend(self, descriptor: int) -> None:
        if descriptor == self.life:
            self.stop_listening()
        elif self.open and descriptor == self.listener.fileno():
            self.welcome()
        elif descriptor in self.tasks:
            task = self.tasks[descriptor]
            if descriptor == task.ended:
                self.finish(task)
            else:
                self.listen_to(task)

    def stop_listening(self) -> None:
        if not self.open:
            return
        self.open = False
        self.poller.unregister(self.life)
        self.poller.unregister(self.listener)
        with contextlib.suppress(OSError):
            Path(self.listener.getsockname()).unlink()
        self.listener.close()

    def welcome(self) -> None:
        try:
            connection, _ = self.listener.accept()
        except OSError:
            return
        _, uid, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        if uid != os.getuid():
            connection.close()
            return
        with contextlib.suppress(OSError):
            connection.send(GREETING)
        self.tasks[connection.fileno()] = Task(connection)
        self.poller.register(connection, select.POLLIN)

    def listen_to(self, task: Task) -> None:
        try:
            if task.pid == 0:
                folder, descriptors, _, _ = socket.recv_fds(task.connection, LARGEST_REQUEST, 2)
                if len(descriptors) == 2:
                    self.fork(task, folder.decode(), *descriptors)
                    return
                word = b""
            else:
                word = task.connection.recv(1)
        except OSError:
            word = b""
        if word in SIGNALS:
            end(task.pid, SIGNALS[word])
            return
        # The client has gone.
        self.poller.unregister(task.connection)
        del self.tasks[task.connection.fileno()]
        task.connection.close()
        if task.pid:
            end(task.pid, signal.SIGKILL)

    def fork(self, task: Task, folder: str, stdin: int, output: int) -> None:
        pid = os.fork()
        if pid == 0:
            self.become_task(folder, stdin, output)
        os.close(stdin)
        os.close(output)
        task.pid, task.ended = pid, os.pidfd_open(pid)
        self.tasks[task.ended] = task
        self.poller.register(task.ended, select.POLLIN)
        with contextlib.suppress(OSError):
            task.connection.send(NUMBER.pack(pid))

    def become_task(self, folder: str, stdin: int, output: int) -> None:
        os.setsid()
        for number, descriptor in ((0, stdin), (1, output), (2, output)):
            os.dup2(descriptor, number)
        for descriptor in {stdin, output, self.life, self.listener.detach(), *self.tasks}:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        for task in self.tasks.values():
            task.connection.detach()
        os.chdir(folder)
        raise BecomeTask

    def finish(self, task: Task) -> None:
        # Still a zombie, so its number is its own: first end what it has left running, then take its exit code.
        end(task.pid, signal.SIGKILL)
        _, status = os.waitpid(task.pid, 0)
        self.poller.unregister(task.ended)
        del self.tasks[task.ended]
        os.close(task.ended)
        descriptor = task.connection.fileno()
        if descriptor >= 0:
            with contextlib.suppress(OSError):
                task.connection.send(NUMBER.pack(os.waitstatus_to_exitcode(status)))
            self.poller.unregister(descriptor)
            del self.tasks[descriptor]
            task.connection.close()


def end(pid: int, number: signal.Signals) -> None:
    """Signal the group of a task; a child that has not made its group yet is signalled itself."""
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def open_streams() -> None:
    """Python's own streams were made for other files than those that are open now."""
    encoding = sys.stdout.encoding
    sys.stdin = os.fdopen(0, encoding=encoding, closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding=encoding, closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding=encoding, closefd=False)


def warm_up() -> None:
    """Import what every task needs, exactly as the runner does."""
    from domino.runner.postpone import postpone_unused_imports

    postpone_unused_imports()
    import domino.runner.request
    import domino.runner.run  # noqa: F401
    from pydantic import BaseModel, Field

    # The first model brings in the rest of pydantic.
    class Model(BaseModel):
        text: str = ""
        number: int | None = Field(default=None, ge=0)
        items: list[dict[str, float]] = []

    Model.model_validate({"items": [{"a": 1}]}).model_dump_json()


def main() -> None:
    listener, life, document = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    sys.argv = sys.argv[:1]
    os.chdir("/")
    warm_up()
    # What is there now is never garbage; untouched, its memory stays shared with the children.
    gc.collect()
    gc.freeze()
    server = Server(socket.socket(fileno=listener), life, document)
    try:
        server.serve()
    except BecomeTask:
        pass
    else:
        return
    open_streams()
    from domino.runner.__main__ import main as run

    run()


if __name__ == "__main__":
    main()
