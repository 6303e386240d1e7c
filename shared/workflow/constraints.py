"""Single values against a schema, and the limits it sets beyond the kind: length, bounds, pattern, format, number of items."""

from collections.abc import Iterator
from math import isclose
from typing import Final

from shared.workflow.bindings import Parts
from shared.workflow.phrases import say, say_value, shorten
from shared.workflow.problems import Problem, pointer
from shared.workflow.shapes import Choice, Flag, Listing, Nothing, Number, Shape, Text, same
from shared.workflow.texts import matches_format, matches_pattern

MAX_UNIQUE_CHECKED: Final = 200
"""Comparing each item with each is quadratic; longer lists are left to the runner."""


def wrong(place: Parts, code: str, message: str) -> Problem:
    return Problem(path=pointer(*place), code=code, message=message)


def check_scalar(value: object, shape: Shape, place: Parts, label: str) -> Iterator[Problem]:
    """Check a value against a shape without parts; whatever is of another kind is wrong."""
    match shape:
        case Choice():
            if not any(same(value, one) for one in shape.values):
                message = f"“{label}” takes {say(shape)}, not {say_value(value)}."
                yield wrong(place, "input.not_allowed_value", message)
        case Text() if isinstance(value, str):
            yield from check_text(value, shape, place, label)
        case Number() if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield from check_number(value, shape, place, label)
        case Flag() if isinstance(value, bool):
            pass
        case Nothing() if value is None:
            pass
        case _:
            yield wrong(place, "input.wrong_type", f"“{label}” takes {say(shape)}, not {say_value(value)}.")


def check_text(value: str, shape: Text, place: Parts, label: str) -> Iterator[Problem]:
    if len(value) < shape.min_length:
        needed = "must not be empty" if shape.min_length == 1 else f"needs at least {shape.min_length} characters"
        yield wrong(place, "input.too_short", f"“{label}” {needed}.")
    if shape.max_length is not None and len(value) > shape.max_length:
        yield wrong(place, "input.too_long", f"“{label}” takes at most {shape.max_length} characters.")
    if not matches_pattern(value, shape.pattern):
        yield wrong(place, "input.pattern", f"“{label}” must match the pattern {shorten(shape.pattern or '')}.")
    if not matches_format(value, shape.format):
        yield wrong(place, "input.format", f"“{label}” must be {say(shape)}.")


def check_number(value: float, shape: Number, place: Parts, label: str) -> Iterator[Problem]:
    if shape.whole and isinstance(value, float) and not value.is_integer():
        yield wrong(place, "input.wrong_type", f"“{label}” takes a whole number, not the number {value!r}.")
    if shape.minimum is not None and value < shape.minimum:
        yield wrong(place, "input.too_small", f"“{label}” must be at least {shape.minimum}.")
    if shape.above is not None and value <= shape.above:
        yield wrong(place, "input.too_small", f"“{label}” must be more than {shape.above}.")
    if shape.maximum is not None and value > shape.maximum:
        yield wrong(place, "input.too_large", f"“{label}” must be at most {shape.maximum}.")
    if shape.below is not None and value >= shape.below:
        yield wrong(place, "input.too_large", f"“{label}” must be less than {shape.below}.")
    if shape.multiple_of and not _is_multiple(value, shape.multiple_of):
        yield wrong(place, "input.not_a_multiple", f"“{label}” must be a multiple of {shape.multiple_of}.")


def _is_multiple(value: float, step: float) -> bool:
    if isinstance(value, int) and isinstance(step, int):
        return value % step == 0
    times = value / step
    return isclose(times, round(times), rel_tol=1e-9, abs_tol=1e-9)


def check_list(value: list[object], shape: Listing, place: Parts, label: str) -> Iterator[Problem]:
    if len(value) < shape.min_items:
        yield wrong(place, "input.too_few_items", f"“{label}” needs at least {shape.min_items} items.")
    if shape.max_items is not None and len(value) > shape.max_items:
        yield wrong(place, "input.too_many_items", f"“{label}” takes at most {shape.max_items} items.")
    if shape.unique and len(value) <= MAX_UNIQUE_CHECKED:
        for index, one in enumerate(value):
            if any(same(one, earlier) for earlier in value[:index]):
                yield wrong((*place, index), "input.duplicate_item", f"“{label}” holds this item twice; remove one.")
