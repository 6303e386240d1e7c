"""Reads the JSON Schemas of operators and run parameters into shapes.

Every way in which pydantic 1 and 2 write the same thing ends in one shape: `$ref` with `$defs` or `definitions`, a bare or
`allOf`-wrapped reference, optionals as `anyOf` with null or as a list of types, enums inline, by reference or as `const`.
What is not understood becomes `Anything`: the runner, which has the real model, still checks it.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from shared.workflow.limits import check_limits
from shared.workflow.shapes import (
    Anything,
    Choice,
    Field,
    Flag,
    Listing,
    Named,
    Nothing,
    Number,
    OneOf,
    Record,
    Shape,
    Text,
    Upstream,
    follow,
)

MAX_NESTING: Final = 48

Schema = Mapping[str, Any]


def read_shape(schema: object) -> Shape:
    """The shape of one JSON Schema document."""
    if not isinstance(schema, dict) or check_limits(schema):
        return Anything()
    return _Reader(schema).shape(schema)


def read_record(schema: object) -> Record:
    """The named inputs, outputs, secrets or parameters of a schema; without readable ones a record that takes any."""
    shape = follow(read_shape(schema))
    return shape if isinstance(shape, Record) else Record(others=Anything())


class _Reader:
    """Reads one document; a definition is read once, when somebody follows its name."""

    def __init__(self, document: Schema) -> None:
        self._definitions: dict[str, object] = {}
        for keyword in ("definitions", "$defs"):
            definitions = document.get(keyword)
            if isinstance(definitions, dict):
                self._definitions |= {f"#/{keyword}/{name}": one for name, one in definitions.items()}
        self._named: dict[str, Named] = {}

    def shape(self, schema: object, nesting: int = 0) -> Shape:
        if not isinstance(schema, dict) or nesting > MAX_NESTING:
            return Anything()
        reference = schema.get("$ref")
        if isinstance(reference, str):
            return self._reference(reference)
        for keyword in ("anyOf", "oneOf"):
            parts = schema.get(keyword)
            if isinstance(parts, list) and parts:
                return _union([self.shape(part, nesting + 1) for part in parts])
        wrapped = schema.get("allOf")
        if isinstance(wrapped, list) and len(wrapped) == 1:
            return self.shape(wrapped[0], nesting + 1)
        if "const" in schema:
            return Choice((schema["const"],))
        if isinstance(schema.get("enum"), list):
            return Choice(tuple(schema["enum"]))
        return self._typed(schema, nesting)

    def _reference(self, reference: str) -> Shape:
        if reference not in self._named:
            target = self._definitions.get(reference)
            if target is None:
                return Anything()
            self._named[reference] = Named(reference.rpartition("/")[2], lambda: self.shape(target))
        return self._named[reference]

    def _typed(self, schema: Schema, nesting: int) -> Shape:
        kind = schema.get("type")
        if isinstance(kind, list):
            return _union([self._typed({**schema, "type": one}, nesting + 1) for one in kind if isinstance(one, str)])
        match kind:
            case "string":
                return _text(schema)
            case "integer" | "number":
                return _number(schema, whole=kind == "integer")
            case "boolean":
                return Flag()
            case "null":
                return Nothing()
            case "array":
                return self._listing(schema, nesting)
            case "object":
                return self._record(schema, nesting)
            case None if isinstance(schema.get("properties"), dict):
                return self._record(schema, nesting)
            case _:
                return Anything()

    def _listing(self, schema: Schema, nesting: int) -> Listing:
        first = schema.get("prefixItems")
        return Listing(
            item=self.shape(schema.get("items"), nesting + 1),
            first=tuple(self.shape(one, nesting + 1) for one in first) if isinstance(first, list) else (),
            min_items=_count(schema, "minItems") or 0,
            max_items=_count(schema, "maxItems"),
            unique=schema.get("uniqueItems") is True,
        )

    def _record(self, schema: Schema, nesting: int) -> Record:
        properties = schema.get("properties")
        others = schema.get("additionalProperties", True if properties is None else None)
        required = schema.get("required")
        names = (
            frozenset(one for one in required if isinstance(one, str)) if isinstance(required, list) else frozenset()
        )
        return Record(
            fields=MappingProxyType(
                {name: self._field(name, one, name in names, nesting) for name, one in properties.items()}
                if isinstance(properties, dict)
                else {}
            ),
            others=self.shape(others, nesting + 1) if others is True or isinstance(others, dict) else None,
            closed=others is False,
            title=_string(schema, "title") or "",
        )

    def _field(self, name: str, schema: object, required: bool, nesting: int) -> Field:
        about: Schema = schema if isinstance(schema, dict) else {}
        return Field(
            name=name,
            title=_string(about, "title") or name,
            shape=self.shape(schema, nesting + 1),
            required=required and "default" not in about,
            from_upstream=_upstream(about),
        )


def _union(shapes: list[Shape]) -> Shape:
    return shapes[0] if len(shapes) == 1 else OneOf(tuple(shapes)) if shapes else Anything()


def _text(schema: Schema) -> Text:
    return Text(
        format=_string(schema, "format"),
        min_length=_count(schema, "minLength") or 0,
        max_length=_count(schema, "maxLength"),
        pattern=_string(schema, "pattern"),
    )


def _number(schema: Schema, *, whole: bool) -> Number:
    return Number(
        whole=whole,
        minimum=_bound(schema, "minimum"),
        maximum=_bound(schema, "maximum"),
        above=_bound(schema, "exclusiveMinimum"),
        below=_bound(schema, "exclusiveMaximum"),
        multiple_of=_bound(schema, "multipleOf"),
    )


def _string(schema: Schema, keyword: str) -> str | None:
    value = schema.get(keyword)
    return value if isinstance(value, str) else None


def _bound(schema: Schema, keyword: str) -> float | None:
    value = schema.get(keyword)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _count(schema: Schema, keyword: str) -> int | None:
    value = schema.get(keyword)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _upstream(schema: Schema) -> Upstream:
    match schema.get("from_upstream"):
        case "always":
            return "always"
        case "never":
            return "never"
        case _:
            return "allowed"
