"""A folder that works both as text and as a path, because operators of every age use it in either way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from os import PathLike


class TaskPath(str):
    """A ``str`` that can be joined with "/" and answers what a ``pathlib.Path`` answers.

    Where both have a method of one name (``replace``), it is the one of ``str``.
    """

    __slots__ = ()

    def __truediv__(self, other: str | PathLike[str]) -> TaskPath:
        return TaskPath(Path(self) / other)

    def __getattr__(self, name: str) -> Any:
        # A special method asked for by a protocol (copy, pickle, __fspath__) must not be answered for a Path.
        if name.startswith("__"):
            raise AttributeError(name)
        answer = getattr(Path(self), name)
        return TaskPath(answer) if isinstance(answer, Path) else answer
