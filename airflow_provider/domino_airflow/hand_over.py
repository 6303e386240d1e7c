"""Keeps hand-over by path working whichever way the tasks of a run are run.

An operator returns the absolute path of a file as it sees it, and where shared storage begins differs between a process of this
machine and a container. A path that leads into the storage of this very run means the same file for every task of it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


def relocated(value: Any, run_folder: str, roots: Collection[str], root: str) -> Any:
    """`value` with each text in it that is a path below one of `roots`, in `run_folder`, leading to the same place below `root`."""
    beginnings = tuple(f"{other.rstrip('/')}/{run_folder}" for other in roots if other.rstrip("/") != root.rstrip("/"))
    here = f"{root.rstrip('/')}/{run_folder}"

    def moved(part: Any) -> Any:
        if isinstance(part, str):
            for beginning in beginnings:
                if part == beginning or part.startswith(f"{beginning}/"):
                    return here + part[len(beginning) :]
            return part
        if isinstance(part, dict):
            return {key: moved(item) for key, item in part.items()}
        if isinstance(part, list):
            return [moved(item) for item in part]
        return part

    return moved(value)
