"""Finds the repository that a command is meant for, from any folder inside it."""

from __future__ import annotations

from pathlib import Path

from domino.refusal import RefusalError

CONFIGURATION = "config.toml"


def repository_root(folder: str | Path) -> Path:
    """The nearest folder at or above ``folder`` with a config.toml; raise RefusalError when there is none."""
    root = repository_above(Path(folder))
    if root is None:
        raise RefusalError(
            f"{folder} does not lie in an operator repository: no folder above it has a {CONFIGURATION}. "
            "Go into one, or make one with `domino repository new <folder>`."
        )
    return root


def repository_above(folder: Path) -> Path | None:
    start = folder.resolve()
    return next((place for place in (start, *start.parents) if (place / CONFIGURATION).is_file()), None)
