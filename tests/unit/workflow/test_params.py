"""Run parameters: what they may say, and what would harm the Airflow that checks them."""

import pytest

from tests.unit.workflow.builders import Json, definition, found, task

PLACE = "/settings/params/properties/p"


def of(schema: object, **settings: object) -> list[tuple[str, str]]:
    document = definition({"a": task()}, params={"properties": {"p": schema}}, **settings)
    return [(path.removeprefix(PLACE), code) for path, code in found(document)]


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "string", "default": "a", "title": "P", "description": "x", "pattern": "^[a-z]+$"},
        {"type": ["integer", "null"], "default": None, "minimum": 0},
        {"type": "array", "items": {"type": "string"}, "default": []},
        {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
        {"enum": ["a", "b"], "default": "a"},
        {
            "type": "object",
            "properties": {"q": {"type": "integer"}},
            "additionalProperties": False,
            "default": {"q": 0},
        },
    ],
)
def test_parameters_with_usual_schemas_are_fine(schema: Json) -> None:
    assert of(schema) == []


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        ({"$ref": "https://example.org/schema.json"}, "/$ref"),
        ({"type": "string", "pattern": "^(a+)+$"}, "/pattern"),
        ({"type": "string", "pattern": "(a)\\1"}, "/pattern"),
        ({"type": "string", "pattern": "("}, "/pattern"),
        ({"type": "string", "pattern": "a" * 201}, "/pattern"),
        ({"type": "text"}, "/type"),
        ({"type": []}, "/type"),
        ({"minimum": "1"}, "/minimum"),
        ({"multipleOf": 0}, "/multipleOf"),
        ({"enum": []}, "/enum"),
        ({"if": {}}, "/if"),
        ({"items": [{"$ref": "x"}]}, "/items"),
        ({"items": {"$ref": "x"}}, "/items/$ref"),
        ({"anyOf": [{"not": {}}]}, "/anyOf/0/not"),
        ({"properties": {"q": {"$dynamicRef": "x"}}}, "/properties/q/$dynamicRef"),
        ({"additionalProperties": {"$ref": "x"}}, "/additionalProperties/$ref"),
    ],
)
def test_schemas_that_could_harm_or_mean_nothing_are_refused(schema: Json, place: str) -> None:
    assert (place, "param.schema_unsupported") in of(schema)


def test_a_default_has_to_fit() -> None:
    assert of({"type": "integer", "default": "3"}) == [("/default", "param.default_wrong")]


def test_scheduled_runs_need_a_default_for_what_is_required() -> None:
    params = {"properties": {"p": {"type": "string"}}, "required": ["p", "q"]}
    document = definition({"a": task()}, params=params, schedule={"preset": "@daily"})
    assert found(document) == [(PLACE, "param.default_missing"), ("/settings/params/required/1", "param.unknown")]


def test_names_are_identifiers() -> None:
    document = definition({"a": task()}, params={"properties": {"a b": {}}})
    assert found(document) == [("/settings/params/properties/a b", "param.name_invalid")]
