"""Says shapes and values in words that a builder understands."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from typing import Final

from shared.workflow.shapes import (
    Anything,
    Choice,
    Flag,
    Listing,
    Named,
    Nothing,
    Number,
    OneOf,
    Record,
    Shape,
    Text,
    follow,
)

_FORMATS = {
    "date": "a date (2026-11-22)",
    "time": "a time (10:30:00)",
    "date-time": "a date and time (2026-11-22T10:30:00Z)",
    "duration": "a duration (PT1H30M)",
    "uuid": "a UUID",
    "email": "an e-mail address",
    "uri": "a URL",
    "path": "a path",
    "file-path": "a file path",
    "directory-path": "a folder path",
}
_MANY: Final = 6
"""More alternatives than this do not fit in a sentence."""
MAX_GUESSED: Final = 64
"""Longer names, and more of them, are not worth the search for what was meant."""


def say(shape: Shape, depth: int = 0) -> str:
    """A noun phrase: "a whole number", "a list of text", "one of 'a', 'b'", "text or nothing"."""
    shape = follow(shape)
    match shape:
        case Text():
            return _FORMATS.get(shape.format or "", "text")
        case Number():
            return "a whole number" if shape.whole else "a number"
        case Flag():
            return "true or false"
        case Nothing():
            return "nothing"
        case Choice():
            return _say_choice(shape)
        case Listing():
            return (
                "a list" if depth > 1 or follow(shape.item) == Anything() else f"a list of {say(shape.item, depth + 1)}"
            )
        case Record():
            return f"an object ({shape.title})" if shape.title and shape.fields else "an object"
        case OneOf():
            parts = list(dict.fromkeys(say(one, depth + 1) for one in shape.options[:_MANY] if depth < 2))
            return " or ".join(parts) or "one of several things"
        case Anything() | Named():
            return "anything"


def _say_choice(shape: Choice) -> str:
    shown = [_quote(one) for one in shape.values[:_MANY]]
    rest = ["…"] if len(shape.values) > _MANY else []
    return shown[0] if len(shape.values) == 1 else f"one of {', '.join(shown + rest)}"


def _quote(value: object) -> str:
    return f"“{shorten(value)}”" if isinstance(value, str) else say_value(value)


def shorten(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def say_value(value: object) -> str:
    """What a value is, and the value itself when it is short."""
    match value:
        case None:
            return "nothing (null)"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {shorten(repr(value))}"
        case str():
            return f"the text “{shorten(value)}”"
        case list() | tuple():
            return "a list"
        case _:
            return "an object"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """How a sentence about an unknown name ends: with the nearest known name, or plainly."""
    if len(name) > MAX_GUESSED:
        return "."
    close = get_close_matches(name, islice(known, MAX_GUESSED), n=1)
    return f"; did you mean “{close[0]}”?" if close else "."
