"""A traceback that begins where the author's code begins and names files relative to the repository."""

from __future__ import annotations

import importlib
import traceback
from typing import TYPE_CHECKING

from domino.runner import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

_NOT_THE_AUTHORS = (load.__file__.rsplit("/", 2)[0] + "/", str(importlib.__file__), "<frozen")


def own_traceback(error: BaseException, repository_root: Path) -> str:
    """Format an exception without the frames of the runner and the import system that led to the author's code."""
    root = f"{repository_root}/"
    own = _first(error.__traceback__, lambda file: file.startswith(root)) or _first(
        error.__traceback__, lambda file: not file.startswith(_NOT_THE_AUTHORS)
    )
    return "".join(traceback.format_exception(type(error), error, own)).replace(root, "")


def _first(trace: TracebackType | None, wanted: Callable[[str], bool]) -> TracebackType | None:
    while trace is not None and not wanted(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    return trace
