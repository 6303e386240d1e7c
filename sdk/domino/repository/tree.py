"""What a repository is to its reader: files by path, wherever they lie."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

SKIPPED_FOLDERS = frozenset(
    (".git", "__pycache__", ".venv", "venv", "node_modules", ".mypy_cache", ".ruff_cache", ".pytest_cache")
)


class Tree(Protocol):
    """The files of one commit or one checkout; paths are relative and use "/"."""

    def paths(self) -> Iterable[str]: ...

    def read(self, path: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class DirectoryTree:
    """A checkout. Symbolic links are left out: they could point at files that are not the repository's."""

    root: Path

    def paths(self) -> Iterable[str]:
        for folder, folders, files in os.walk(self.root):
            folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS)
            for name in sorted(files):
                path = Path(folder, name)
                if not path.is_symlink():
                    yield path.relative_to(self.root).as_posix()

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()


@dataclass(frozen=True, slots=True)
class MemoryTree:
    """Files that someone else has read already, such as the blobs of a Git commit."""

    files: Mapping[str, bytes]

    def paths(self) -> Iterable[str]:
        return sorted(self.files)

    def read(self, path: str) -> bytes:
        return self.files[path]
