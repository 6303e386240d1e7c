"""Collects problems while files are read, and reads JSON and text without ever raising."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import NoReturn

from domino.json_value import JsonObject, JsonValue
from domino.repository.tree import Tree
from domino.repository.values import Problem, Severity

LARGEST = 4 * 1024 * 1024
DEEPEST = 100
LONGEST_MESSAGE = 600
LEFT_OUT = "The operator is left out."


@dataclass(slots=True)
class Findings:
    """The problems found so far, in the order in which they were found, each once."""

    found: dict[Problem, None] = field(default_factory=dict)
    leaves_out: bool = False
    """What is an error elsewhere only leaves one operator out here, which is said with a warning."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self.found)

    def error(self, path: str, message: str) -> None:
        if self.leaves_out:
            self.warning(path, f"{message} {LEFT_OUT}")
        else:
            self._add(Problem(Severity.ERROR, path, _shortened(message)))

    def warning(self, path: str, message: str) -> None:
        self._add(Problem(Severity.WARNING, path, _shortened(message)))

    def of_one_operator(self, *, is_earlier: bool) -> Findings:
        """The same list, for what concerns one operator. A repository of an earlier release has nobody left to mend it: an
        operator of it that is broken must not keep the others from being used."""
        return Findings(self.found, leaves_out=is_earlier)

    def _add(self, problem: Problem) -> None:
        self.found.setdefault(problem)


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
    """The JSON object in a file, or None after an error was noted. It can be written as JSON again by anyone."""
    text = read_text(tree, path, findings)
    if text is None:
        return None
    try:
        document: JsonValue = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        findings.error(path, f"The file is not JSON: {error.msg} at line {error.lineno}.")
        return None
    except (RecursionError, ValueError):
        findings.error(path, "The file is not JSON that can be read.")
        return None
    if not isinstance(document, dict):
        findings.error(path, "The file has to contain a JSON object.")
        return None
    reason = _not_portable(document)
    if reason is not None:
        findings.error(path, reason)
        return None
    return document


def _not_portable(document: JsonObject) -> str | None:
    """Why a document cannot be passed on; None when it can."""
    level: list[JsonValue] = [document]
    for _ in range(DEEPEST):
        if not level:
            break
        level = [child for part in level for child in _children(part)]
    else:
        return f"The file is nested more than {DEEPEST} levels deep."
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return "The file has halves of characters (lone surrogates) in its texts."
    return None


def _children(part: JsonValue) -> list[JsonValue]:
    if isinstance(part, dict):
        return list(part.values())
    return part if isinstance(part, list) else []


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON.")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is too large.")
    return number


def _shortened(message: str) -> str:
    return message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 1] + "…"
