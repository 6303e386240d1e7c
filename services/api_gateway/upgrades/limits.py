"""The limits of a shape in words, and whether one shape's limits leave as much room as another's. Pure."""

from shared.workflow.phrases import shorten
from shared.workflow.shapes import Listing, Number, Text

Limited = Text | Number | Listing


def limits_in_words(shape: Limited) -> str:
    """`at least 1, at most 10`; empty when there are none."""
    return ", ".join(words for words in _words(shape) if words)


def takes_as_much(wide: Limited, narrow: Limited) -> bool:
    """Whether everything within the limits of `narrow` is within those of `wide`, as far as numbers tell."""
    low = zip(_lows(wide), _lows(narrow), strict=False)
    high = zip(_highs(wide), _highs(narrow), strict=False)
    rest = zip(_others(wide), _others(narrow), strict=False)
    return (
        all(one is None or (other is not None and one <= other) for one, other in low)
        and all(one is None or (other is not None and one >= other) for one, other in high)
        and all(one in (None, False, other) for one, other in rest)
    )


def _words(shape: Limited) -> list[str]:
    match shape:
        case Number():
            return [
                _number("at least", shape.minimum),
                _number("more than", shape.above),
                _number("at most", shape.maximum),
                _number("less than", shape.below),
                _number("a multiple of", shape.multiple_of),
            ]
        case Text():
            pattern = f"like {shorten(shape.pattern)}" if shape.pattern else ""
            return [
                _number("at least", shape.min_length or None, " characters long"),
                _number("at most", shape.max_length, " characters long"),
                pattern,
            ]
        case Listing():
            unique = "without repetitions" if shape.unique else ""
            return [
                _number("at least", shape.min_items or None, " items long"),
                _number("at most", shape.max_items, " items long"),
                unique,
            ]


def _number(words: str, limit: float | None, unit: str = "") -> str:
    return "" if limit is None else f"{words} {limit:g}{unit}"


def _lows(shape: Limited) -> tuple[float | None, ...]:
    match shape:
        case Number():
            return (shape.minimum, shape.above)
        case Text():
            return (shape.min_length or None,)
        case Listing():
            return (shape.min_items or None,)


def _highs(shape: Limited) -> tuple[float | None, ...]:
    match shape:
        case Number():
            return (shape.maximum, shape.below)
        case Text():
            return (shape.max_length,)
        case Listing():
            return (shape.max_items,)


def _others(shape: Limited) -> tuple[object, ...]:
    match shape:
        case Number():
            return (shape.multiple_of,)
        case Text():
            return (shape.pattern,)
        case Listing():
            return (shape.unique,)
