"""What a task run needs to be told and asked, whichever way operators are run on this installation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from domino.outcome import Outcome
from domino.storage_layout import TaskFolder


@dataclass(frozen=True)
class Work:
    """One try of one task run, ready to start."""

    operator: str
    image: str
    inputs: Mapping[str, Any]
    dag_id: str
    run_id: str
    task_id: str
    map_index: int
    try_number: int
    folder: TaskFolder
    upstream_folders: Mapping[str, str]
    # Not in the repr: a traceback or a debugger must not show them.
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    def request(self, repository_root: str, storage_root: str, output_limit_bytes: int) -> dict[str, Any]:
        """The document that the runner reads."""
        return {
            "operator": self.operator,
            "repository_root": repository_root,
            "inputs": self.inputs,
            "secrets": dict(self.secrets),
            "context": {
                "dag_id": self.dag_id,
                "run_id": self.run_id,
                "task_id": self.task_id,
                "map_index": self.map_index,
                "try_number": self.try_number,
            },
            "storage_root": storage_root,
            "task_folder": self.folder.path,
            "upstream_folders": dict(self.upstream_folders),
            "output_limit_bytes": output_limit_bytes,
        }


class Log(Protocol):
    """Where the operator's output goes as it comes."""

    def write(self, chunk: bytes) -> None: ...

    def idle(self) -> None:
        """Nothing has come for a while."""
        ...


class Runtime(Protocol):
    """Runs work to its end, or until it is killed."""

    def run(self, work: Work, log: Log) -> Outcome:
        """Return how it ended; raise CannotRun when it could not even start."""
        ...

    def kill(self) -> None:
        """End the operator and everything it has started. May be called from a signal handler, and more than once."""
        ...


class CannotRunError(Exception):
    """The platform's fault, not the operator's; the message is one sentence and says what to do."""
