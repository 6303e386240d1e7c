"""How big, how deep and how odd a document may be; checked first and without recursion, so that later code may trust it."""

from collections.abc import Iterator
from math import isfinite
from typing import Any, Final

from shared.workflow.problems import Problem, pointer

MAX_DEPTH: Final = 64
MAX_TASKS: Final = 20_000
MAX_VALUES: Final = 1_000_000
MAX_CHARACTERS: Final = 2 * 1024 * 1024
"""In all texts and keys of one document together."""
MAX_INTEGER_BITS: Final = 1023
"""A number beyond the range of a double is misread by most readers of JSON."""

Parts = tuple[str | int, ...]

_TOO_LARGE = Problem(
    path="",
    code="document.too_large",
    message=f"The definition is too large; it may hold {MAX_VALUES:,} values and {MAX_CHARACTERS:,} characters of text.",
)


def check_limits(document: object) -> tuple[Problem, ...]:
    """Say what in `document` cannot be stored or sent on: too much, too deep, not JSON, not Unicode."""
    return () if _is_plain(document) else tuple(_check(document))


def _is_plain(document: Any) -> bool:
    """Whether nothing is wrong; several times as fast as finding out where."""
    level: list[Any] = [document]
    values = characters = 0
    for _ in range(MAX_DEPTH + 1):
        deeper: list[Any] = []
        for value in level:
            kind = type(value)
            if kind is str:
                characters += len(value)
                if not is_sendable(value):
                    return False
            elif kind is dict:
                deeper.extend(value)
                deeper.extend(value.values())
            elif kind is list:
                deeper.extend(value)
            elif value is not None and any(_check_scalar((), value)):
                return False
        values += len(level)
        if values + len(deeper) > MAX_VALUES or characters > MAX_CHARACTERS:
            return False
        if not deeper:
            return True
        level = deeper
    return False


def _check(document: object) -> Iterator[Problem]:
    level: list[tuple[Parts, object]] = [((), document)]  # breadth first, so that depth needs no recursion
    values = characters = 0
    for _ in range(MAX_DEPTH + 1):
        deeper: list[tuple[Parts, object]] = []
        for place, value in level:
            if isinstance(value, str):
                characters += len(value)
                if not is_sendable(value):
                    yield _not_sendable(place)
            elif isinstance(value, dict):
                characters += sum(len(key) for key in value if isinstance(key, str))
                yield from _check_keys(place, value)
                deeper.extend([((*place, key), part) for key, part in value.items()])
            elif isinstance(value, (list, tuple)):
                deeper.extend([((*place, index), part) for index, part in enumerate(value)])
            else:
                yield from _check_scalar(place, value)
        values += len(level)
        if values + len(deeper) > MAX_VALUES or characters > MAX_CHARACTERS:
            yield _TOO_LARGE
            return
        if not deeper:
            return
        level = deeper
    yield Problem(
        path=pointer(*map(_shown, level[0][0])),
        code="document.too_deep",
        message=f"This is nested more than {MAX_DEPTH} levels deep; make it flatter.",
    )


def _check_keys(place: Parts, value: dict[Any, Any]) -> Iterator[Problem]:
    for key in value:
        if not isinstance(key, str) or not is_sendable(key):
            yield _not_sendable((*place, key))


def _check_scalar(place: Parts, value: object) -> Iterator[Problem]:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, float):
        if not isfinite(value):
            yield Problem(
                path=pointer(*map(_shown, place)),
                code="number.not_finite",
                message="This is not a finite number; JSON cannot hold it, so use a number or null.",
            )
        return
    if isinstance(value, int):
        if value.bit_length() > MAX_INTEGER_BITS:
            yield Problem(
                path=pointer(*map(_shown, place)),
                code="number.too_large",
                message="This whole number is too large to be sent on; write it as text.",
            )
        return
    yield Problem(
        path=pointer(*map(_shown, place)),
        code="document.not_json",
        message=f"A {type(value).__name__} is not a JSON value; use text.",
    )


def is_sendable(text: str) -> bool:
    """Whether databases and JSON readers take the text: valid Unicode without NUL."""
    if text.isascii():
        return "\0" not in text
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _not_sendable(place: Parts) -> Problem:
    return Problem(
        path=pointer(*map(_shown, place)),
        code="text.not_allowed",
        message="This text holds a NUL character or half a character (a lone surrogate); remove it.",
    )


def _shown(part: object) -> str | int:
    return part if isinstance(part, int) or (isinstance(part, str) and is_sendable(part)) else "?"
