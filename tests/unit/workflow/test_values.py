"""Typed values against every kind of field."""

import time

import pytest

from shared.workflow.texts import matches_pattern
from tests.unit.workflow.builders import Json, found_in_input

TEXT, WHOLE, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "number"}, {"type": "boolean"}
OPTIONAL = {"anyOf": [{"type": "string"}, {"type": "null"}]}
COLOURS = {"enum": ["red", "blue"], "type": "string"}
ROWS = {"type": "array", "items": {"$ref": "#/$defs/Row"}}
ROW: Json = {"Row": {"type": "object", "properties": {"n": WHOLE, "note": OPTIONAL}, "required": ["n"], "title": "Row"}}
TREE: Json = {
    "Tree": {
        "type": "object",
        "properties": {"name": TEXT, "children": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}},
        "required": ["name"],
    }
}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (TEXT, ""),
        (TEXT, "{{ 7*7 }}"),
        (WHOLE, 0),
        (WHOLE, 2.0),
        (WHOLE, -(2**70)),
        (NUMBER, 0),
        (NUMBER, 0.0),
        (FLAG, False),
        (OPTIONAL, None),
        (OPTIONAL, ""),
        (COLOURS, "red"),
        ({"enum": [1, 2.5, None]}, None),
        ({"const": 0}, 0),
        ({"type": "array", "items": WHOLE}, []),
        ({"type": "array", "items": {"type": "array", "items": WHOLE}}, [[], [0]]),
        ({"type": "object", "additionalProperties": WHOLE}, {"": 0}),
        ({"type": "object"}, {"any": {"thing": [None]}}),
        ({"type": "string", "format": "date"}, "2026-11-22"),
        ({"type": "string", "format": "date-time"}, "2026-11-22T10:00:00+01:00"),
        ({"type": "string", "format": "time"}, "10:00"),
        ({"type": "string", "format": "duration"}, "PT1H"),
        ({"type": "string", "format": "uuid"}, "6f1f6a0e-3a0b-5d0c-9a57-0d4c7e6b1a11"),
        ({"type": "string", "format": "uri"}, "https://example.org"),
        ({"type": "string", "format": "email"}, "a@example.org"),
        ({"type": "string", "format": "nobody-knows"}, "x"),
        ({"type": "string", "pattern": "^a+$"}, "aaa"),
        ({"type": "string", "pattern": "(?<=x)y"}, "left to the runner"),
        ({"type": "number", "multipleOf": 0.1}, 0.3),
        ({"anyOf": [WHOLE, TEXT]}, "x"),
        ({}, {"whatever": 1}),
        ({"type": "quaternion"}, 3),
    ],
)
def test_values_are_taken(schema: Json, value: object) -> None:
    assert found_in_input(schema, value) == []


@pytest.mark.parametrize(
    ("schema", "value", "code"),
    [
        (TEXT, 0, "input.wrong_type"),
        (TEXT, None, "input.wrong_type"),
        (TEXT, ["x"], "input.wrong_type"),
        (WHOLE, "3", "input.wrong_type"),
        (WHOLE, 2.5, "input.wrong_type"),
        (WHOLE, True, "input.wrong_type"),
        (NUMBER, False, "input.wrong_type"),
        (FLAG, 0, "input.wrong_type"),
        (FLAG, "", "input.wrong_type"),
        (OPTIONAL, 0, "input.wrong_type"),
        (COLOURS, "green", "input.not_allowed_value"),
        ({"enum": [1]}, True, "input.not_allowed_value"),
        ({"type": "array", "items": WHOLE}, {}, "input.wrong_type"),
        ({"type": "object"}, [], "input.wrong_type"),
        ({"type": "integer", "minimum": 1}, 0, "input.too_small"),
        ({"type": "integer", "exclusiveMinimum": 0}, 0, "input.too_small"),
        ({"type": "integer", "maximum": 1}, 2, "input.too_large"),
        ({"type": "number", "exclusiveMaximum": 1}, 1.0, "input.too_large"),
        ({"type": "integer", "multipleOf": 5}, 7, "input.not_a_multiple"),
        ({"type": "string", "minLength": 1}, "", "input.too_short"),
        ({"type": "string", "maxLength": 2}, "abc", "input.too_long"),
        ({"type": "string", "pattern": "^a+$"}, "b", "input.pattern"),
        ({"type": "string", "format": "date"}, "22.11.2026", "input.format"),
        ({"type": "string", "format": "date-time"}, "yesterday", "input.format"),
        ({"type": "string", "format": "uri"}, "example", "input.format"),
        ({"type": "string", "format": "email"}, "me", "input.format"),
        ({"type": "array", "items": WHOLE, "minItems": 1}, [], "input.too_few_items"),
        ({"type": "array", "items": WHOLE, "maxItems": 1}, [1, 2], "input.too_many_items"),
    ],
)
def test_values_are_refused(schema: Json, value: object, code: str) -> None:
    assert found_in_input(schema, value) == [("", code)]


def test_problems_inside_lists_and_objects_have_their_own_places() -> None:
    value = [{"n": 1}, {"n": "1"}, {"note": 3}, {"n": 1, "more": 2}, "row"]
    assert found_in_input(ROWS, value, ROW) == [
        ("/1/n", "input.wrong_type"),
        ("/2/n", "input.missing"),
        ("/2/note", "input.wrong_type"),
        ("/3/more", "input.unknown"),
        ("/4", "input.wrong_type"),
    ]


def test_a_repeated_item_is_named() -> None:
    schema = {"type": "array", "items": WHOLE, "uniqueItems": True}
    assert found_in_input(schema, [1, 2, 1]) == [("/2", "input.duplicate_item")]


def test_the_only_option_of_the_right_kind_explains_a_union() -> None:
    schema = {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "null"}]}
    assert found_in_input(schema, 0) == [("", "input.too_small")]
    assert found_in_input({"anyOf": [{"$ref": "#/$defs/Row"}, {"type": "null"}]}, {"n": "x"}, ROW) == [
        ("/n", "input.wrong_type")
    ]


def test_models_that_hold_themselves_are_followed() -> None:
    value = {"name": "a", "children": [{"name": "b", "children": [{"name": 3}]}]}
    assert found_in_input({"$ref": "#/$defs/Tree"}, value, TREE) == [
        ("/children/0/children/0/name", "input.wrong_type")
    ]


def test_unions_inside_unions_do_not_take_exponential_time() -> None:
    pair = {"properties": {"in": {"$ref": "#/$defs/Union"}}, "type": "object"}
    defs: Json = {"Union": {"anyOf": [pair, pair | {"title": "B"}, pair | {"title": "C"}, {"type": "null"}]}}
    value: object = 3
    for _ in range(50):
        value = {"in": value}
    started = time.process_time()
    assert found_in_input({"$ref": "#/$defs/Union"}, value, defs)
    assert time.process_time() - started < 1


def test_hostile_patterns_cost_no_time() -> None:
    started = time.process_time()
    assert not matches_pattern("a" * 100_000 + "!", "^(a+)+$")
    assert matches_pattern("x", "(a{1000}){1000}{1000}")
    assert time.process_time() - started < 1
