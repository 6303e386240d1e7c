"""Runs operators as processes of this machine, in the environment of their dependency group."""

from __future__ import annotations

import json
import os
import select
import time
from pathlib import Path

from domino.outcome import Outcome, Status

from domino_airflow.closing import leave_outcome, outcome_of
from domino_airflow.environment import Environment, find_environment
from domino_airflow.process_group import ProcessGroup
from domino_airflow.runtime import CannotRunError, Log, Work

CHUNK = 64 * 1024  # bytes; what a pipe holds
IDLE = 1.0  # seconds
AFTERGLOW = 1.0  # seconds in which output that was on its way when the operator ended is still taken

# Nothing of Airflow or Domino, whose variables hold keys and addresses; what programs need to reach the outside stays.
PASSED_ON = (
    "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "CUDA_VISIBLE_DEVICES",
    "NVIDIA_VISIBLE_DEVICES",
)  # fmt: skip


class ProcessRuntime:
    def __init__(self, environments_root: Path, storage_root: Path, output_limit_bytes: int) -> None:
        self._environments_root = environments_root
        self._storage_root = storage_root
        self._output_limit_bytes = output_limit_bytes
        self._group: ProcessGroup | None = None
        self._killed = False

    def run(self, work: Work, log: Log) -> Outcome:
        environment = find_environment(self._environments_root, work.image)
        request = work.request(environment.repository_root, str(self._storage_root), self._output_limit_bytes)
        group = self._start(environment, self._storage_root / work.folder.results)
        try:
            if self._killed:
                group.ask_to_end()
            group.send(json.dumps(request).encode())
            _pump(group, log)
        finally:
            code = group.close()
        if self._killed:
            cancelled = Outcome(Status.PLATFORM_ERROR, "The task was cancelled.")
            leave_outcome(self._storage_root, work.folder, cancelled)
            return cancelled
        return outcome_of(self._storage_root, work.folder, code)

    def kill(self) -> None:
        self._killed = True
        if self._group is not None:
            self._group.ask_to_end()

    def _start(self, environment: Environment, folder: Path) -> ProcessGroup:
        try:
            self._group = ProcessGroup(
                [environment.python, "-I", "-m", "domino.runner"], clean_variables(environment.python), folder
            )
        except OSError as error:
            raise CannotRunError(
                f"The environment {environment.folder.name} does not start ({error.strerror}): build its operator repository again."
            ) from error
        return self._group


def clean_variables(python: str) -> dict[str, str]:
    """The environment variables of an operator."""
    variables = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    scripts = str(Path(python).parent)
    return variables | {"PATH": f"{scripts}:{os.defpath}:/usr/local/bin", "VIRTUAL_ENV": str(Path(scripts).parent)}


def _pump(group: ProcessGroup, log: Log) -> None:
    """Hand over the output until the process has ended, even while children of it keep the stream open."""
    poller = select.poll()
    poller.register(group.output, select.POLLIN)
    ended = os.pidfd_open(group.pid)
    try:
        poller.register(ended, select.POLLIN)
        stop_at: float | None = None
        while True:
            ready = {descriptor for descriptor, _ in poller.poll(IDLE * 1000)}
            group.kill_if_overdue()
            if ended in ready and stop_at is None:
                stop_at = time.monotonic() + AFTERGLOW
            if group.output in ready:
                chunk = os.read(group.output, CHUNK)
                if chunk:
                    log.write(chunk)
                else:
                    poller.unregister(group.output)
            elif ended in ready:
                return
            elif not ready:
                log.idle()
            if stop_at is not None and time.monotonic() > stop_at:
                return
    finally:
        os.close(ended)
