"""The folders of shared storage that are mounted into a task's container."""

from __future__ import annotations

import os
from pathlib import Path

from domino.beneath import open_folder
from domino.storage_layout import TaskFolder

from domino_airflow.runtime import CannotRunError, Work


def prepare_folder(storage_root: Path, folder: TaskFolder, user: str) -> None:
    """Make the task's own folder; where we are root, all of it becomes the container's user's."""
    try:
        for place in (folder.results, folder.report, folder.outputs_folder):
            os.close(open_folder(storage_root, place, make=True))
        if os.getuid() == 0:
            _give(storage_root, folder.path, *(int(part) for part in user.split(":")))
    except OSError as error:
        raise CannotRunError(f"The task's folder in shared storage cannot be made: {error.strerror}.") from error


def folders_above(storage_root: Path, work: Work) -> dict[str, str]:
    """Those of the tasks before this one, by task id; one that was skipped has none."""
    if work.storage_access == "none":
        return {}
    return {task: folder for task, folder in work.upstream_folders.items() if (storage_root / folder).is_dir()}


def _give(storage_root: Path, path: str, uid: int, gid: int) -> None:
    top = open_folder(storage_root, path)
    try:
        for _, folders, files, folder in os.fwalk(".", dir_fd=top, follow_symlinks=False):
            os.fchown(folder, uid, gid)
            for name in (*folders, *files):
                os.chown(name, uid, gid, dir_fd=folder, follow_symlinks=False)
    finally:
        os.close(top)
