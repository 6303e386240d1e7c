"""Writes new files, and never over old ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write_new(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Raise FileExistsError rather than replace a file."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as opened:
            opened.write(content if isinstance(content, bytes) else content.encode())
