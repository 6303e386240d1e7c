"""The request of a run, the same document that a task of a workflow sends to the runner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from domino.json_value import JsonObject, JsonValue
from domino.storage_layout import TaskFolder, task_folder

DAG_ID = "local"
RUN_ID = "local"


@dataclass(frozen=True, slots=True)
class LocalRun:
    """An operator of a checkout, what it gets, and the folder on this machine that is its shared storage."""

    root: Path
    operator: str
    inputs: JsonObject
    storage: Path
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def folder(self) -> TaskFolder:
        return task_folder(DAG_ID, RUN_ID, self.operator)

    @property
    def results(self) -> Path:
        return self.storage / self.folder.results

    def document(self, repository_root: str, storage_root: str) -> JsonObject:
        """The paths are those that the runner sees, which differ in a container."""
        context: dict[str, JsonValue] = {"dag_id": DAG_ID, "run_id": RUN_ID, "task_id": self.operator}
        return {
            "operator": self.operator,
            "repository_root": repository_root,
            "inputs": self.inputs,
            "secrets": {**self.secrets},
            "context": context,
            "storage_root": storage_root,
            "task_folder": self.folder.path,
        }
