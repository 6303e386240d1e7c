"""Runs operators as processes of this machine, in the environment of their dependency group."""

from __future__ import annotations

import json
import logging
import os
import select
import time
from pathlib import Path
from typing import Protocol

from domino.outcome import Outcome, Status

from domino_airflow.closing import leave_outcome, outcome_of
from domino_airflow.environment import Environment, find_environment
from domino_airflow.process_group import ProcessGroup
from domino_airflow.runtime import CannotRunError, Log, Work
from domino_airflow.warm.child import WarmChild, is_possible

log = logging.getLogger(__name__)

CHUNK = 64 * 1024  # bytes; what a pipe holds
IDLE = 1.0  # seconds
AFTERGLOW = 1.0  # seconds in which output that was on its way when the operator ended is still taken

# Nothing of Airflow or Domino, whose variables hold keys and addresses; what programs need to reach the outside stays.
PASSED_ON = (
    "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "CUDA_VISIBLE_DEVICES",
    "NVIDIA_VISIBLE_DEVICES",
)  # fmt: skip


class Child(Protocol):
    """A started operator with everything it starts."""

    output: int
    ended: int

    def send(self, text: bytes) -> None: ...
    def ask_to_end(self) -> None: ...
    def kill_if_overdue(self) -> None: ...
    def close(self) -> int: ...


class ProcessRuntime:
    """With `warm`, operators are forked from a server of their environment; whenever that cannot be had, they start cold."""

    def __init__(
        self, environments_root: Path, storage_root: Path, output_limit_bytes: int, *, warm: bool = False
    ) -> None:
        self._warm = warm
        self._environments_root = environments_root
        self._storage_root = storage_root
        self._output_limit_bytes = output_limit_bytes
        self._child: Child | None = None
        self._killed = False

    def run(self, work: Work, log: Log) -> Outcome:
        environment = find_environment(self._environments_root, work.image)
        request = work.request(environment.repository_root, str(self._storage_root), self._output_limit_bytes)
        child = self._child = self._start(environment, self._storage_root / work.folder.results)
        try:
            if self._killed:
                child.ask_to_end()
            child.send(json.dumps(request).encode())
            _pump(child, log)
        finally:
            code = child.close()
        if self._killed:
            cancelled = Outcome(Status.PLATFORM_ERROR, "The task was cancelled.")
            leave_outcome(self._storage_root, work.folder, cancelled)
            return cancelled
        return outcome_of(self._storage_root, work.folder, code)

    def kill(self) -> None:
        self._killed = True
        if self._child is not None:
            self._child.ask_to_end()

    def _start(self, environment: Environment, folder: Path) -> Child:
        variables = clean_variables(environment.python)
        if self._warm and is_possible():
            try:
                return WarmChild(environment, variables, folder)
            except OSError as error:
                log.warning("The operator starts cold, as there is no warm start (%s).", type(error).__name__)
        try:
            return ProcessGroup([environment.python, "-I", "-m", "domino.runner"], variables, folder)
        except OSError as error:
            raise CannotRunError(
                f"The environment {environment.folder.name} does not start ({error.strerror}): build its operator repository again."
            ) from error


def clean_variables(python: str) -> dict[str, str]:
    """The environment variables of an operator."""
    variables = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    scripts = str(Path(python).parent)
    return variables | {"PATH": f"{scripts}:{os.defpath}:/usr/local/bin", "VIRTUAL_ENV": str(Path(scripts).parent)}


def _pump(child: Child, log: Log) -> None:
    """Hand over the output until the process has ended, even while children of it keep the stream open."""
    poller = select.poll()
    poller.register(child.output, select.POLLIN)
    poller.register(child.ended, select.POLLIN)
    stop_at: float | None = None
    while True:
        ready = {descriptor for descriptor, _ in poller.poll(IDLE * 1000)}
        child.kill_if_overdue()
        if child.ended in ready and stop_at is None:
            stop_at = time.monotonic() + AFTERGLOW
        if child.output in ready:
            chunk = os.read(child.output, CHUNK)
            if chunk:
                log.write(chunk)
            else:
                poller.unregister(child.output)
        elif child.ended in ready:
            return
        elif not ready:
            log.idle()
        if stop_at is not None and time.monotonic() > stop_at:
            return
