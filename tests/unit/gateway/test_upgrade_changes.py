"""What an upgrade changes, told in sentences, and which of it may break a task."""

from typing import Any

import pytest

from services.api_gateway.upgrades.changes import changes_between
from services.api_gateway.upgrades.moving import moved, new_problems, with_operators
from services.api_gateway.upgrades.schemas import Kind, Part
from shared.workflow.operators import OperatorSpec
from tests.unit.workflow.builders import definition, operator, output, task

TEXT = {"type": "string", "title": "Unit"}
OPTIONAL = TEXT | {"default": "m"}
SCALE = {"title": "Scale", "default": "a"}
COLUMN = {"type": "object", "title": "Column", "properties": {"right": {"type": "string", "title": "Right"}}}

Said = list[tuple[str, bool]]


def said(before: OperatorSpec, after: OperatorSpec, part: Part) -> Said:
    changed = changes_between({"Step": before}, {"Step": after})
    return [(one.message, one.may_break) for change in changed for one in change.changes if one.part is part]


def listing(**limits: Any) -> dict[str, Any]:
    return {"type": "array", "title": "Unit", "items": {"type": "string"}, **limits}


INPUTS: list[tuple[dict[str, Any], dict[str, Any], Said]] = [
    ({}, {"unit": TEXT}, [("“Unit” has to be given: text.", True)]),
    ({}, {"unit": OPTIONAL}, [("“Unit” is a new input: text.", False)]),
    ({"unit": TEXT}, {}, [("“Unit” is no longer taken.", True)]),
    ({"unit": OPTIONAL}, {"unit": TEXT}, [("“Unit” is required now.", True)]),
    ({"unit": TEXT}, {"unit": OPTIONAL}, [("“Unit” may be left out now.", False)]),
    ({"unit": OPTIONAL}, {"unit": TEXT | {"default": "km"}}, [("“Unit” is “km” unless given, before “m”.", False)]),
    (
        {"unit": TEXT},
        {"unit": {"type": "integer", "title": "Unit"}},
        [("“Unit” takes a whole number now, before text.", True)],
    ),
    (
        {"unit": {"type": "integer", "title": "Unit"}},
        {"unit": {"type": "number", "title": "Unit"}},
        [("“Unit” takes a number now, before a whole number.", False)],
    ),
    (
        {"unit": TEXT},
        {"unit": {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "Unit"}},
        [("“Unit” takes text or nothing now, before text.", False)],
    ),
    (
        {"scale": SCALE | {"enum": ["a", "b"]}},
        {"scale": SCALE | {"enum": ["a", "c"]}},
        [("“Scale” no longer takes “b”.", True), ("“Scale” also takes “c” now.", False)],
    ),
    (
        {"unit": TEXT},
        {"unit": TEXT | {"maxLength": 5}},
        [("“Unit” has to be at most 5 characters long now.", True)],
    ),
    (
        {"unit": {"type": "integer", "title": "Unit", "minimum": 1}},
        {"unit": {"type": "integer", "title": "Unit", "minimum": 0}},
        [("“Unit” has to be at least 0 now; before, at least 1.", False)],
    ),
    ({"unit": TEXT | {"pattern": "^a"}}, {"unit": TEXT}, [("“Unit” has no limits any more; before, like ^a.", False)]),
    ({"unit": listing()}, {"unit": listing(minItems=1)}, [("“Unit” has to be at least 1 items long now.", True)]),
    (
        {"unit": TEXT},
        {"unit": TEXT | {"from_upstream": "always"}},
        [("“Unit” has to come from another task now.", True)],
    ),
    (
        {"unit": TEXT | {"from_upstream": "never"}},
        {"unit": TEXT},
        [("“Unit” may be typed or come from another task now.", False)],
    ),
    (
        {"columns": {"type": "array", "title": "Columns", "items": COLUMN}},
        {"columns": {"type": "array", "title": "Columns", "items": COLUMN | {"required": ["right"]}}},
        [("“columns → Right” is required now.", True)],
    ),
    ({"unit": TEXT}, {"unit": TEXT | {"description": "In which unit."}}, []),
]


@pytest.mark.parametrize(("before", "after", "expected"), INPUTS)
def test_a_change_of_an_input_is_told(before: dict[str, Any], after: dict[str, Any], expected: Said) -> None:
    assert said(operator(inputs=before), operator(inputs=after), Part.INPUT) == expected


OUTPUTS: list[tuple[dict[str, Any], dict[str, Any], Said]] = [
    ({}, {"unit": TEXT}, [("“Unit” is a new output: text.", False)]),
    ({"unit": TEXT}, {}, [("“Unit” is no longer given.", True)]),
    ({"unit": TEXT}, {"unit": OPTIONAL}, [("“Unit” may be missing now.", True)]),
    ({"unit": OPTIONAL}, {"unit": TEXT}, [("“Unit” is always given now.", False)]),
    (
        {"unit": {"type": "number", "title": "Unit"}},
        {"unit": {"type": "integer", "title": "Unit"}},
        [("“Unit” gives a whole number now, before a number.", False)],
    ),
    (
        {"unit": TEXT},
        {"unit": {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "Unit"}},
        [("“Unit” gives text or nothing now, before text.", True)],
    ),
]


@pytest.mark.parametrize(("before", "after", "expected"), OUTPUTS)
def test_a_change_of_an_output_is_told(before: dict[str, Any], after: dict[str, Any], expected: Said) -> None:
    assert said(operator(outputs=before), operator(outputs=after), Part.OUTPUT) == expected


def test_a_secret_that_is_needed_now_is_told() -> None:
    needed = {"type": "object", "properties": {"API_KEY": {"type": "string"}}, "required": ["API_KEY"]}
    without, having = operator(), operator(secrets_schema=needed)
    assert said(without, having, Part.SECRET) == [("The secret API_KEY has to be set.", True)]
    assert said(having, without, Part.SECRET) == [("The secret API_KEY is no longer used.", False)]


def test_operators_that_came_went_and_were_rebuilt_are_told_apart_and_the_same_ones_left_out() -> None:
    same, rebuilt = operator("Same"), operator("Rebuilt")
    before = {"Same": same, "Rebuilt": rebuilt, "Gone": operator("Gone")}
    after = {"Same": same, "Rebuilt": rebuilt.model_copy(update={"image": "other"}), "New": operator("New")}
    kinds = [(change.name, change.kind) for change in changes_between(before, after)]
    assert kinds == [("Gone", Kind.REMOVED), ("New", Kind.ADDED), ("Rebuilt", Kind.REBUILT)]


def test_a_model_that_holds_itself_ends() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}, "text": {"type": "string"}}}
    longer = {"type": "object", "properties": node["properties"], "required": ["text"]}
    root = {"root": {"$ref": "#/$defs/Node", "title": "Root"}}
    found = said(operator(inputs=root, defs={"Node": node}), operator(inputs=root, defs={"Node": longer}), Part.INPUT)
    assert 0 < len(found) < 20


def test_a_moved_definition_names_the_commit_only_when_the_ref_cannot_tell() -> None:
    document = definition({"a": task()})
    assert moved(document, ["lib"], "2.0.0", "c2")["repositories"]["lib"] == {
        "url": "https://example.org/lib.git",
        "ref": "2.0.0",
    }
    there = moved(document, ["lib"], "1.0.0", "c2")
    assert there["repositories"]["lib"]["commit"] == "c2"
    assert "commit" not in moved(there, ["lib"], "2.0.0", "c3")["repositories"]["lib"]
    assert document["repositories"]["lib"] == {"url": "https://example.org/lib.git", "ref": "1.0.0"}


def test_only_what_was_not_wrong_before_is_told() -> None:
    """The task b reads an output that goes; that a names an unknown input is no news."""
    before = {"lib/Step": operator(inputs={"text": OPTIONAL}, outputs={"text": TEXT}), "other/Step": operator()}
    after = with_operators(before, ["lib"], {"Step": operator(inputs={"text": OPTIONAL})})
    assert after["other/Step"] is before["other/Step"]
    document = definition({"a": task({"nonsense": 1}), "b": task({"text": output("a")})})
    [problem] = new_problems(document, before, after)
    assert (problem.path, problem.code) == ("/tasks/b/inputs/text", "binding.unknown_output")
