"""Finds the line of a file that a problem is about, so that an editor can jump there. Pure, and only looked for when there are problems."""

from __future__ import annotations

import ast
import json
import re
import tomllib
import warnings
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from domino.repository import Problem, Tree

_TOML_LINE = re.compile(r"at line (\d+)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def with_line(problem: Problem, tree: Tree) -> Problem:
    """The problem with the line of its file, where that can be told."""
    if problem.line is not None:
        return problem
    try:
        text = tree.read(problem.path).decode("utf-8-sig")
    except (OSError, KeyError, UnicodeDecodeError):
        return problem
    syntax_line = _SYNTAX_LINES.get(Path(problem.path).suffix)
    if syntax_line is None:
        return problem
    line = syntax_line(text) or _line_of_name(text, problem.message)
    return problem if line is None else replace(problem, line=line)


def place_of_error(error: BaseException, root: Path) -> tuple[str, int] | None:
    """The innermost line of the repository's own code that an exception passed through, as path and line."""
    if isinstance(error, SyntaxError) and error.filename and error.lineno:
        place = _relative(error.filename, root)
        if place is not None:
            return place, error.lineno
    found = None
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        place = _relative(trace.tb_frame.f_code.co_filename, root)
        found = found if place is None else (place, trace.tb_lineno)
        trace = trace.tb_next
    return found


def line_of_class(text: str, name: str) -> int | None:
    """The line on which a class is defined."""
    for number, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*class\s+{re.escape(name)}\b", line):
            return number
    return None


def _relative(file: str, root: Path) -> str | None:
    path = Path(file)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else None


def _toml_line(text: str) -> int | None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        # What is wrong with the end is said without a number.
        return int(found[1]) if found else max(1, len(text.splitlines()))
    except (RecursionError, ValueError):
        return None
    return None


def _json_line(text: str) -> int | None:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.lineno
    except (RecursionError, ValueError):
        return None
    return None


def _python_line(text: str) -> int | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return error.lineno
    except (ValueError, RecursionError, MemoryError):
        return None
    return None


_SYNTAX_LINES = {".toml": _toml_line, ".json": _json_line, ".py": _python_line}


def _line_of_name(text: str, message: str) -> int | None:
    """The line that binds the first name of the message which the file binds: a key, or a class."""
    for name in _NAME.findall(message):
        for number, line in enumerate(text.splitlines(), start=1):
            if re.match(rf"\s*(class\s+{name}\b|\"?{name}\"?\s*[:=])", line):
                return number
    return None
