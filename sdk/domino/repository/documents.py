"""Collects problems while files are read, and reads JSON and text without ever raising."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from domino.json_value import JsonObject, JsonValue
from domino.repository.tree import Tree
from domino.repository.values import Problem, Severity

LARGEST = 4 * 1024 * 1024


@dataclass(slots=True)
class Findings:
    """The problems found so far, in the order in which they were found."""

    problems: list[Problem] = field(default_factory=list)

    def error(self, path: str, message: str) -> None:
        self._add(Problem(Severity.ERROR, path, message))

    def warning(self, path: str, message: str) -> None:
        self._add(Problem(Severity.WARNING, path, message))

    def _add(self, problem: Problem) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def read_text(tree: Tree, path: str, findings: Findings) -> str | None:
    """The text of a file, or None after an error was noted."""
    try:
        content = tree.read(path)
    except (OSError, KeyError):
        findings.error(path, "The file cannot be read.")
        return None
    if len(content) > LARGEST:
        findings.error(path, f"The file is larger than {LARGEST // 1024**2} MiB.")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.error(path, "The file is not UTF-8 text.")
        return None


def read_object(tree: Tree, path: str, findings: Findings) -> JsonObject | None:
    """The JSON object in a file, or None after an error was noted."""
    text = read_text(tree, path, findings)
    if text is None:
        return None
    try:
        document: JsonValue = json.loads(text)
    except json.JSONDecodeError as error:
        findings.error(path, f"The file is not JSON: {error.msg} at line {error.lineno}.")
        return None
    except (RecursionError, ValueError):
        findings.error(path, "The file is not JSON that can be read.")
        return None
    if not isinstance(document, dict):
        findings.error(path, "The file has to contain a JSON object.")
        return None
    return document
