"""Run parameters: which schemas they may have, and whether their defaults fit. Airflow checks a run's values with the same
schemas, so whatever could make it fetch an address or hang on a pattern is refused here."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeGuard

from shared.workflow.document import Settings
from shared.workflow.problems import Problem, pointer
from shared.workflow.schemas import read_shape
from shared.workflow.shapes import Field, Nothing, OneOf, Record
from shared.workflow.values import Checker

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
MAX_PATTERN: Final = 200
_TYPES: Final = frozenset(("string", "integer", "number", "boolean", "null", "array", "object"))
_REPEATED_GROUP = re.compile(r"\)\s*(?:[*+]|\{\d*,?\d*\})")


def params_record(settings: Settings) -> Record:
    """The run parameters as a record of what tasks get: null where a run need not give a value and there is no default."""
    shapes = {
        name: read_shape(schema)
        if "default" in schema or name in settings.params.required
        else OneOf((read_shape(schema), Nothing()))
        for name, schema in settings.params.properties.items()
    }
    return Record({name: Field(name, name, shape, required=True) for name, shape in shapes.items()})


def check_params(settings: Settings) -> Iterator[Problem]:
    """Yield what keeps the parameters from being asked for and checked."""
    for name, schema in settings.params.properties.items():
        place = ("settings", "params", "properties", name)
        if not NAME.fullmatch(name):
            message = "A parameter's name begins with a letter or _, and holds up to 63 letters A-Z, digits and _."
            yield Problem(path=pointer(*place), code="param.name_invalid", message=message)
        problems = list(_check_schema(schema, place))
        yield from problems
        if "default" in schema and not problems:
            yield from _check_default(schema, (*place, "default"), name)
        elif "default" not in schema and settings.schedule is not None and name in settings.params.required:
            message = f"Scheduled runs need a value for “{name}”; give it a default."
            yield Problem(path=pointer(*place), code="param.default_missing", message=message)
    for index, name in enumerate(settings.params.required):
        if name not in settings.params.properties:
            yield Problem(
                path=pointer("settings", "params", "required", index),
                code="param.unknown",
                message=f"There is no run parameter “{name[:60]}”; add it or remove it from the required ones.",
            )


def _check_default(schema: dict[str, Any], place: tuple[str | int, ...], name: str) -> Iterator[Problem]:
    for problem in Checker(None).check(schema["default"], read_shape(schema), place, name):
        yield problem.model_copy(update={"code": "param.default_wrong"})


def _check_schema(schema: object, place: tuple[str | int, ...]) -> Iterator[Problem]:
    if not isinstance(schema, dict):
        yield _unsupported(place, "A parameter's schema is an object.")
        return
    for keyword, value in schema.items():
        if keyword not in KEYWORDS:
            yield _unsupported((*place, keyword), f"“{keyword[:60]}” is not supported in a run parameter; remove it.")
        elif not KEYWORDS[keyword](value):
            yield _unsupported((*place, keyword), f"“{keyword}” cannot be read; {_ADVICE.get(keyword, 'correct it')}.")
    yield from _check_parts(schema, place)


def _check_parts(schema: dict[str, Any], place: tuple[str | int, ...]) -> Iterator[Problem]:
    properties, options, items = schema.get("properties"), schema.get("anyOf"), schema.get("items")
    if isinstance(properties, dict):
        for name, part in properties.items():
            yield from _check_schema(part, (*place, "properties", name))
    if isinstance(options, list):
        for index, part in enumerate(options):
            yield from _check_schema(part, (*place, "anyOf", index))
    if items is not None:
        yield from _check_schema(items, (*place, "items"))
    others = schema.get("additionalProperties")
    if isinstance(others, dict):
        yield from _check_schema(others, (*place, "additionalProperties"))


_ADVICE: Final = {
    "type": f"use {', '.join(sorted(_TYPES))}",
    "pattern": f"use at most {MAX_PATTERN} characters and no repeated groups, which can take forever to match",
}


def _is_type(value: object) -> bool:
    kinds = value if isinstance(value, list) and value else [value]
    return all(isinstance(one, str) and one in _TYPES for one in kinds)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _is_anything(_: object) -> bool:
    return True


def is_safe_pattern(pattern: str) -> bool:
    """Whether Python's `re`, which Airflow uses, compiles the pattern and cannot be kept busy by it: no group is repeated
    and nothing refers back."""
    if len(pattern) > MAX_PATTERN or _REPEATED_GROUP.search(pattern) or "(?" in pattern or re.search(r"\\\d", pattern):
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def _unsupported(place: tuple[str | int, ...], message: str) -> Problem:
    return Problem(path=pointer(*place), code="param.schema_unsupported", message=message)


KEYWORDS: Final[dict[str, Callable[[Any], bool]]] = {
    "type": _is_type,
    **dict.fromkeys(("title", "description", "format"), _is_text),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _is_number),
    "multipleOf": lambda value: _is_number(value) and value > 0,
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _is_count),
    **dict.fromkeys(("enum", "anyOf", "examples"), _is_list),
    "required": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
    **dict.fromkeys(("properties", "items"), _is_object),
    "additionalProperties": lambda value: isinstance(value, (bool, dict)),
    "uniqueItems": lambda value: isinstance(value, bool),
    "pattern": lambda value: isinstance(value, str) and is_safe_pattern(value),
    **dict.fromkeys(("default", "const"), _is_anything),
}
"""What may be said of a parameter, and what each keyword takes."""
