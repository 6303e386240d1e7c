"""From JSON to a `WorkflowDefinition`, or to problems that say where and what; no exception leaves this module."""

import re
from collections.abc import Iterator
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from shared.workflow.document import SCHEMA, TASK_KEY, WorkflowDefinition
from shared.workflow.limits import MAX_TASKS, check_limits
from shared.workflow.problems import Problem, pointer

KEY: Final = re.compile(TASK_KEY.removesuffix("$"))
"""For `fullmatch`: with `$`, a trailing line break would pass."""

_COMPARISONS: Final = {
    "greater_than_equal": "at least",
    "greater_than": "more than",
    "less_than_equal": "at most",
    "less_than": "less than",
}
_WANTED: Final = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "tuple_type": "a list",
}


def parse(document: object) -> tuple[WorkflowDefinition | None, tuple[Problem, ...]]:
    """The definition and no problems, or None and at least one problem."""
    if not isinstance(document, dict):
        return None, (
            Problem(path="", code="document.not_an_object", message="A workflow definition is a JSON object."),
        )
    problems = check_limits(document) or tuple(_check_keys(document))
    if problems:
        return None, problems
    try:
        return WorkflowDefinition.model_validate(document), ()
    except ValidationError as error:
        return None, tuple(_problem(detail) for detail in error.errors(include_url=False))


def _check_keys(document: dict[str, Any]) -> Iterator[Problem]:
    tasks = document.get("tasks")
    if not isinstance(tasks, dict):
        return
    if len(tasks) > MAX_TASKS:
        yield Problem(
            path="/tasks",
            code="workflow.too_many_tasks",
            message=f"A workflow may have {MAX_TASKS:,} tasks; split it into several workflows.",
        )
        return
    for key in tasks:
        if not KEY.fullmatch(key):
            yield Problem(
                path=pointer("tasks", key),
                code="key.invalid",
                message="A task key begins with a letter or _, and holds up to 63 letters A-Z, digits and _.",
            )


def _problem(detail: ErrorDetails) -> Problem:
    place = _place(detail["loc"])
    code, message = _explain(place, detail)
    return Problem(path=pointer(*place), code=code, message=message)


def _place(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The place in the document: pydantic also names the kind of schedule that it tried."""
    if location[:2] == ("settings", "schedule"):
        return (*location[:2], *location[3:])
    return location


def _explain(place: tuple[str | int, ...], detail: ErrorDetails) -> tuple[str, str]:
    name = str(place[-1]) if place else "definition"
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            return "field.unknown", f"“{name}” is not a known field here; remove it or correct its spelling."
        case "missing":
            return "field.missing", f"“{name}” is required."
        case "literal_error" if place == ("schema",):
            return "schema.unknown", f"This platform reads “{SCHEMA}” only."
        case "literal_error" if name == "preset":
            return "schedule.unknown_preset", f"Use one of {context['expected']}."
        case "literal_error" | "enum":
            return "field.not_allowed", f"“{name}” is one of {context['expected']}."
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than" as kind:
            bound = next(iter(context.values()))
            return "field.out_of_range", f"“{name}” must be {_COMPARISONS[kind]} {bound:g}."
        case "string_too_long":
            return "field.too_long", f"“{name}” may have {context['max_length']} characters; shorten it."
        case "moment" | "datetime_parsing" | "datetime_from_date_parsing" | "datetime_object_invalid":
            return "field.not_a_time", f"“{name}” is a time such as 2026-11-22T10:00:00Z."
        case kind if kind in _WANTED:
            return "field.wrong_type", f"“{name}” must be {_WANTED[kind]}."
        case _:
            return "field.wrong_type", f"“{name}” cannot be read: {detail['msg'][:1].lower()}{detail['msg'][1:]}."
