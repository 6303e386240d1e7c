"""One container from its making to its removal, spoken to over its standard streams.

Asking it to end only leaves a word for the loop that follows its output: a signal handler must not speak to the Engine while the
code that it has interrupted may be doing so.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import time
from dataclasses import dataclass
from typing import Any

import docker
from docker.errors import APIError

from domino_airflow.containers.engine import EngineError, explanation
from domino_airflow.process_group import GRACE
from domino_airflow.runtime import CannotRunError, Log

CHUNK = 64 * 1024  # bytes
IDLE = 1.0  # seconds
HEADER = struct.Struct(">BxxxL")  # the Engine's own, before each piece of output: which stream, how many bytes
SIGNALLED = 128  # added by the init process to the signal that ended the operator


@dataclass(frozen=True)
class Ending:
    """`code` is negative for a signal."""

    code: int
    out_of_memory: bool


class Container:
    """Made with a request waiting at its standard input; `follow` runs it."""

    def __init__(self, engine: docker.APIClient, name: str) -> None:
        self._engine = engine
        self._name = name
        self._killed = False
        self._kill_at: float | None = None
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._wake, False)

    def make(self, arguments: dict[str, Any], host: dict[str, Any]) -> None:
        """Raises APIError in the Engine's words."""
        configuration = self._engine.create_host_config(**host)
        self._engine.create_container(name=self._name, host_config=configuration, **arguments)

    def ask_to_end(self) -> None:
        self._killed = True
        with contextlib.suppress(OSError):
            os.write(self._wake, b"k")

    def follow(self, request: bytes, log: Log) -> Ending:
        """Start it, give it the request, hand over its output as it comes; return when it has ended."""
        attached = self._attach()
        try:
            if not self._killed:
                self._engine.start(self._name)
                self._pump(attached, request, log)
        finally:
            attached.close()
        code = int(self._engine.wait(self._name)["StatusCode"])
        state = self._engine.inspect_container(self._name)["State"]
        return Ending(SIGNALLED - code if SIGNALLED < code <= SIGNALLED + 64 else code, bool(state["OOMKilled"]))

    def remove(self) -> None:
        """End what still runs and leave nothing of it. The next task sweeps up what an Engine in trouble keeps."""
        with contextlib.suppress(*EngineError):
            self._engine.remove_container(self._name, v=True, force=True)
        os.close(self._woken)
        wake, self._wake = self._wake, -1
        os.close(wake)

    def _attach(self) -> socket.socket:
        # Before the start, so that not a byte of the output is missed.
        parts = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
        stream = self._engine.attach_socket(self._name, parts)
        connection: socket.socket = stream._sock  # noqa: SLF001 - the stream itself can only be read
        stream.close()
        connection.setblocking(False)
        return connection

    def _pump(self, attached: socket.socket, request: bytes, log: Log) -> None:
        unsent = memoryview(request)
        output = Output(log)
        poller = select.poll()
        poller.register(attached, select.POLLIN | select.POLLOUT)
        poller.register(self._woken, select.POLLIN)
        while True:
            ready = dict(poller.poll(IDLE * 1000))
            self._end_if_asked()
            if self._woken in ready:
                os.read(self._woken, CHUNK)
            events = ready.get(attached.fileno(), 0)
            if events & select.POLLOUT:
                unsent = _send(attached, unsent)
                if not unsent:
                    poller.modify(attached, select.POLLIN)
            if events & ~select.POLLOUT:
                with contextlib.suppress(BlockingIOError):
                    chunk = attached.recv(CHUNK)
                    if not chunk:
                        return
                    output.feed(chunk)
            if not ready:
                log.idle()

    def _end_if_asked(self) -> None:
        if not self._killed:
            return
        now = time.monotonic()
        if self._kill_at is None:
            self._kill_at = now + GRACE
            self._signal("SIGTERM")
        elif now >= self._kill_at:
            self._kill_at = now + GRACE
            self._signal("SIGKILL")

    def _signal(self, name: str) -> None:
        with contextlib.suppress(*EngineError):  # it has ended by itself
            self._engine.kill(self._name, name)


class Output:
    """Takes the Engine's framing off."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._header = b""
        self._rest = 0

    def feed(self, chunk: bytes) -> None:
        while chunk:
            if self._rest:
                self._log.write(chunk[: self._rest])
                taken = min(self._rest, len(chunk))
                self._rest -= taken
            else:
                taken = HEADER.size - len(self._header)
                self._header += chunk[:taken]
                if len(self._header) == HEADER.size:
                    self._rest = HEADER.unpack(self._header)[1]
                    self._header = b""
            chunk = chunk[taken:]


def _send(attached: socket.socket, unsent: memoryview) -> memoryview:
    """What is still to be sent; after the last of it the container's standard input ends."""
    try:
        unsent = unsent[attached.send(unsent) :]
        if not unsent:
            attached.shutdown(socket.SHUT_WR)
    except BlockingIOError:
        pass
    except OSError:
        # A container that ends early is no error here: its exit code says why.
        return memoryview(b"")
    return unsent


def sentence_of(error: APIError, name: str) -> CannotRunError:
    """Why a container cannot be had, and what to do."""
    text = explanation(error)
    lowered = text.lower()
    if "bind source path does not exist" in lowered:
        place = text.rpartition(": ")[2]
        return CannotRunError(
            f"The Docker Engine does not see {place}: set AIRFLOW__DOMINO__DOCKER_STORAGE_ROOT to shared storage's place on its machine."
        )
    if "capabilities: [[gpu]]" in lowered:
        return CannotRunError(
            "This Docker Engine has no GPUs to give: install its GPU support, or take use_gpu from the operator or task."
        )
    if "network" in lowered and "not found" in lowered:
        return CannotRunError(f"The Docker Engine cannot use the network of AIRFLOW__DOMINO__DOCKER_NETWORK: {text}.")
    if "/bin/sh" in lowered:
        return CannotRunError(f"The image {name} is no image of Domino's: build its operator repository again.")
    return CannotRunError(f"The task's container could not be started: {text}.")
