"""Schemas of every pydantic era come out in one form, and normalising twice changes nothing."""

from datetime import date, timedelta
from enum import Enum, IntEnum
from pathlib import Path
from typing import Any, Literal

import pytest
from domino.repository import SchemaError, normalised
from pydantic import BaseModel, Field


def field(schema: dict[str, Any], **definitions: Any) -> Any:
    """The normal form of one property of a model."""
    document: Any = {"type": "object", "properties": {"my_field": schema}, **definitions}
    return normalised(document)["properties"]["my_field"]  # type: ignore[index,call-overload]


COLOUR = {"enum": ["red", "blue"], "title": "Colour", "description": "A class.", "type": "string"}
ENUM = {"enum": ["red", "blue"], "type": "string", "title": "My Field"}
OPTIONAL_ENUM = {"anyOf": [{"enum": ["red", "blue"], "type": "string"}, {"type": "null"}], "title": "My Field"}


@pytest.mark.parametrize("key", ["$defs", "definitions"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_an_enum_is_written_out_where_it_is_used(key: str, wrapped: bool) -> None:
    reference = {"$ref": f"#/{key}/Colour"}
    schema = {"allOf": [reference]} if wrapped else reference
    assert field(schema, **{key: {"Colour": COLOUR}}) == ENUM


@pytest.mark.parametrize(
    "schema",
    [
        {"anyOf": [{"$ref": "#/$defs/Colour"}, {"type": "null"}]},
        {"anyOf": [{"type": "null"}, {"allOf": [{"$ref": "#/$defs/Colour"}]}]},
        {"anyOf": [{"const": "red"}, {"const": "blue"}, {"type": "null"}]},
        {"anyOf": [{"enum": ["red"], "type": "string"}, {"const": "blue"}, {"type": "null"}]},
        {"enum": ["red", "blue", None]},
        {"type": ["string", "null"], "enum": ["red", "blue", None]},
        {"anyOf": [{"anyOf": [{"$ref": "#/$defs/Colour"}]}, {"type": "null"}]},
    ],
)
def test_an_optional_enum_has_one_form(schema: dict[str, Any]) -> None:
    assert field(schema, **{"$defs": {"Colour": COLOUR}}) == OPTIONAL_ENUM


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"const": 1}, {"enum": [1], "type": "integer", "title": "My Field"}),
        ({"enum": [1, 2.5]}, {"enum": [1, 2.5], "type": "number", "title": "My Field"}),
        ({"enum": [True, "a"]}, {"enum": [True, "a"], "title": "My Field"}),
        ({"type": ["string", "null"], "title": "T"}, {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "T"}),
        ({"anyOf": [{"type": "integer"}], "default": 0}, {"type": "integer", "default": 0, "title": "My Field"}),
        (
            {"anyOf": [{"type": "null"}, {"type": "integer"}, {"type": "string"}]},
            {"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}], "title": "My Field"},
        ),
        (
            {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}], "default": None, "from_upstream": "never"},
            {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "null"}], "default": None, "from_upstream": "never",
             "title": "My Field"},
        ),
        ({"type": "array", "items": [{"type": "string"}]},
         {"type": "array", "prefixItems": [{"type": "string"}], "title": "My Field"}),
        (True, {"title": "My Field"}),
    ],
)  # fmt: skip
def test_a_part_has_one_form(schema: dict[str, Any], expected: dict[str, Any]) -> None:
    assert field(schema) == expected


def test_objects_stay_references_with_their_annotations() -> None:
    thing = {"type": "object", "properties": {"size": {"type": "integer"}}}
    document: Any = {
        "properties": {"one": {"allOf": [{"$ref": "#/definitions/Thing"}], "default": {"size": 1}}},
        "definitions": {"Thing": thing, "Unused": {"type": "object"}},
    }
    assert normalised(document) == {
        "$defs": {"Thing": {"type": "object", "properties": {"size": {"type": "integer", "title": "Size"}}}},
        "properties": {"one": {"$ref": "#/$defs/Thing", "default": {"size": 1}, "title": "One"}},
    }


def test_a_model_that_contains_itself_keeps_its_definition() -> None:
    schema = normalised(Node.model_json_schema())
    assert schema["properties"] == schema["$defs"]["Node"]["properties"]  # type: ignore[index,call-overload]
    assert normalised(schema) == schema


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"properties": []}, "properties has to be an object"),
        ({"anyOf": {}}, "anyOf has to be a list"),
        ({"$ref": "https://example.org/schema.json"}, "outside of it"),
        ({"properties": {"a": {"$ref": "#/$defs/Missing"}}}, "refers to Missing"),
        ({"properties": {"a": 1}}, "not an object"),
        ({"enum": "a"}, "enum has to be a list"),
        ([], "has to be an object"),
        ({"definitions": []}, "definitions has to be an object"),
    ],
)
def test_what_is_no_schema_is_refused_with_a_reason(schema: Any, reason: str) -> None:
    with pytest.raises(SchemaError, match=reason):
        normalised(schema)


def test_depth_is_limited() -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(100):
        schema = {"type": "array", "items": schema}
    with pytest.raises(SchemaError, match="levels deep"):
        normalised(schema)


class Colour(Enum):
    RED = "red"


class Size(IntEnum):
    SMALL = 1


class Node(BaseModel):
    children: list["Node"] = []


class Everything(BaseModel):
    """One field of each kind that forms know."""

    text: str = ""
    day: date | None = None
    pause: timedelta = timedelta(0)
    colour: Colour = Colour.RED
    size: Size | None = None
    word: Literal["a", "b"] | None = "a"
    mixed: int | str | None = 0
    path: Path | None = None
    pair: tuple[int, str] = (0, "")
    table: dict[str, list[Node]] = {}
    rows: list[list[float]] = Field(default=[], max_length=3)
    anything: Any = None


def test_normalising_twice_changes_nothing() -> None:
    schema = normalised(Everything.model_json_schema())
    assert normalised(schema) == schema
    properties = schema["properties"]
    assert isinstance(properties, dict)
    assert list(properties) == list(Everything.model_fields)


def test_the_argument_is_not_changed() -> None:
    given = Everything.model_json_schema()
    normalised(given)
    assert given == Everything.model_json_schema()
