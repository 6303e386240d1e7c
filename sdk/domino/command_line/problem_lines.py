"""Problems as an editor understands them: ``error: operators/Add/models.py:12: message``."""

from __future__ import annotations

from collections.abc import Iterable

from domino.command_line.entry import say
from domino.repository import Problem


def show(problems: Iterable[Problem]) -> None:
    for problem in problems:
        say(line_of(problem))


def line_of(problem: Problem) -> str:
    place = problem.path if problem.line is None else f"{problem.path}:{problem.line}"
    return f"{problem.severity}: {place}: {problem.message}"
