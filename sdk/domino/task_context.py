"""What an operator may know about the task run it belongs to."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from domino.storage_layout import NOT_MAPPED, TaskFolder
from domino.task_path import TaskPath

if TYPE_CHECKING:
    from collections.abc import Mapping


class TaskContext(NamedTuple):
    """One try of one task run, and where it keeps its files under ``storage_root``."""

    storage_root: str
    folder: TaskFolder
    dag_id: str
    run_id: str
    task_id: str
    map_index: int = NOT_MAPPED
    try_number: int = 1
    upstream_folders: Mapping[str, str] = MappingProxyType({})
    owns_process: bool = False
    """True in the runner: the process writes this task's log and nothing else."""

    def absolute(self, relative: str) -> TaskPath:
        return TaskPath(f"{self.storage_root}/{relative}")

    @property
    def run_folder(self) -> TaskPath:
        """The folder of the whole run; one level further up when the task is mapped."""
        levels = 1 if self.map_index == NOT_MAPPED else 2
        return self.absolute(self.folder.path.rsplit("/", levels)[0])
