"""Brings the JSON schemas of every pydantic era into one form, so that no reader needs to know which one wrote them.

The form: definitions only in ``$defs`` and only those in use; an enum always written out as ``enum`` where it is used; an optional
value always ``{"anyOf": [..., {"type": "null"}]}`` with null last; a reference to an object always ``$ref`` with its annotations
beside it; every property has a title. Normalising twice changes nothing.
"""

from __future__ import annotations

import re

from domino.json_value import JsonObject, JsonValue

DEEPEST = 60
NULL: JsonObject = {"type": "null"}

_REFERENCE = re.compile(r"#/(?:\$defs|definitions)/(?P<name>[^/]+)")
_ANNOTATIONS = frozenset(("title", "description", "default", "examples", "deprecated"))


class SchemaError(ValueError):
    """The document is not a schema that can be understood; the message says why."""


def normalised(schema: JsonValue) -> JsonObject:
    """The same schema in the one form; raise SchemaError. The argument is not changed."""
    if not isinstance(schema, dict):
        raise SchemaError("A schema has to be an object.")
    return _Normaliser(schema).document()


class _Normaliser:
    """Holds the definitions while one document is rewritten."""

    def __init__(self, schema: JsonObject) -> None:
        self._root = schema
        self._definitions: JsonObject = {}
        for key in ("definitions", "$defs"):
            found = schema.get(key, {})
            if not isinstance(found, dict):
                raise SchemaError(f"{key} has to be an object.")
            self._definitions |= found
        self._used: JsonObject = {}

    def document(self) -> JsonObject:
        body: JsonObject = {key: value for key, value in self._root.items() if key not in ("definitions", "$defs")}
        rewritten = self._schema(body, 0)
        # A model that refers to itself is written as a reference to its own definition.
        if "$ref" in rewritten and "properties" not in rewritten:
            name = _name_of(rewritten["$ref"])
            definition = self._used.get(name)
            rewritten = {**(definition if isinstance(definition, dict) else {}), **rewritten}
            del rewritten["$ref"]
        used = dict(
            sorted((name, value) for name, value in self._used.items() if name in _reached(rewritten, self._used))
        )
        return {"$defs": used, **rewritten} if used else rewritten

    def _schema(self, schema: JsonValue, depth: int) -> JsonObject:
        if schema is True:
            return {}
        if not isinstance(schema, dict):
            raise SchemaError("A part of the schema is not an object.")
        if depth > DEEPEST:
            raise SchemaError(f"The schema is nested more than {DEEPEST} levels deep.")
        schema = self._merged(schema)
        schema = self._with_choices(schema, depth)
        if "$ref" in schema:
            schema = self._resolved(schema, depth)
        if "const" in schema:
            schema = _replaced(schema, "const", "enum", [schema["const"]])
        if isinstance(schema.get("type"), list):
            return self._schema(_types_as_choices(schema), depth + 1)
        if "enum" in schema:
            return _enum(schema)
        return self._children(schema, depth)

    def _merged(self, schema: JsonObject) -> JsonObject:
        """``allOf`` with one member says no more than that member."""
        members = schema.get("allOf")
        if not (isinstance(members, list) and len(members) == 1 and isinstance(members[0], dict)):
            return schema
        rest = {key: value for key, value in schema.items() if key != "allOf"}
        return self._merged({**members[0], **rest})

    def _with_choices(self, schema: JsonObject, depth: int) -> JsonObject:
        keyword = "anyOf" if "anyOf" in schema else "oneOf" if "oneOf" in schema else None
        if keyword is None:
            return schema
        members = schema[keyword]
        if not isinstance(members, list):
            raise SchemaError(f"{keyword} has to be a list.")
        choices: list[JsonObject] = []
        for member in members:
            choices += _flattened(self._schema(member, depth + 1))
        nullable = NULL in choices
        choices = _one_enum([choice for choice in choices if choice != NULL])
        rest: JsonObject = {key: value for key, value in schema.items() if key != keyword}
        if not nullable and len(choices) == 1:
            return {**choices[0], **rest}
        if not choices:
            return {"type": "null", **rest}
        if nullable:
            # One form for optionals: what annotates the value stands outside.
            if len(choices) == 1:
                inner, outer = _apart(choices[0])
                return {"anyOf": [inner, dict(NULL)], **outer, **rest}
            keyword = "anyOf"
        return {keyword: [*choices, *([dict(NULL)] if nullable else [])], **rest}

    def _resolved(self, schema: JsonObject, depth: int) -> JsonObject:
        """Enums are written out where they stand; anything else stays a reference to ``$defs``."""
        name = _name_of(schema["$ref"])
        if name not in self._definitions:
            raise SchemaError(f"The schema refers to {name}, which it does not define.")
        siblings: JsonObject = {key: value for key, value in schema.items() if key != "$ref"}
        definition = self._definitions[name]
        if isinstance(definition, dict) and ("enum" in definition or "const" in definition):
            # The name and docstring of the class say nothing about this use of it.
            return {
                **{key: value for key, value in definition.items() if key not in ("title", "description")},
                **siblings,
            }
        if name not in self._used:
            self._used[name] = {}
            self._used[name] = self._schema(definition, depth + 1)
        return {"$ref": f"#/$defs/{name}", **siblings}

    def _children(self, schema: JsonObject, depth: int) -> JsonObject:
        rewritten: JsonObject = {}
        for key, value in schema.items():
            if key == "properties":
                if not isinstance(value, dict):
                    raise SchemaError("properties has to be an object.")
                rewritten[key] = {name: _titled(name, self._schema(part, depth + 1)) for name, part in value.items()}
            elif key == "additionalProperties" and isinstance(value, bool):
                rewritten[key] = value
            elif key in ("items", "additionalProperties", "not", "contains", "propertyNames") and value is not False:
                if isinstance(value, list):
                    # Tuples before draft 2020-12.
                    rewritten["prefixItems"] = [self._schema(part, depth + 1) for part in value]
                else:
                    rewritten[key] = self._schema(value, depth + 1)
            elif key in ("allOf", "prefixItems"):
                if not isinstance(value, list):
                    raise SchemaError(f"{key} has to be a list.")
                rewritten[key] = [self._schema(part, depth + 1) for part in value]
            elif key == "patternProperties" and isinstance(value, dict):
                rewritten[key] = {name: self._schema(part, depth + 1) for name, part in value.items()}
            else:
                rewritten[key] = value
        return rewritten


def _name_of(reference: JsonValue) -> str:
    match = _REFERENCE.fullmatch(reference) if isinstance(reference, str) else None
    if match is None:
        # Never fetched: a schema must not make anyone open an address.
        raise SchemaError(f"The schema refers to {reference!r}, which is outside of it.")
    return match["name"].replace("~1", "/").replace("~0", "~")


def _replaced(schema: JsonObject, old: str, new: str, value: JsonValue) -> JsonObject:
    return {(new if key == old else key): (value if key == old else kept) for key, kept in schema.items()}


def _types_as_choices(schema: JsonObject) -> JsonObject:
    types = schema["type"]
    outside: JsonObject = {key: value for key, value in schema.items() if key in _ANNOTATIONS}
    inside: JsonObject = {key: value for key, value in schema.items() if key not in _ANNOTATIONS and key != "type"}
    members: list[JsonValue] = [
        {"type": kind} if kind == "null" else {"type": kind, **inside}
        for kind in (types if isinstance(types, list) else [])
    ]
    return {"anyOf": members, **outside}


def _enum(schema: JsonObject) -> JsonObject:
    values = schema["enum"]
    if not isinstance(values, list):
        raise SchemaError("enum has to be a list.")
    schema = dict(schema)
    if None in values:
        rest: list[JsonValue] = [value for value in values if value is not None]
        if not rest:
            return {"type": "null", **{key: value for key, value in schema.items() if key not in ("enum", "type")}}
        inner, outer = _apart({**schema, "enum": rest})
        inner.pop("type", None)
        return {"anyOf": [_enum(inner), dict(NULL)], **outer}
    kind = _type_of(values)
    if kind is not None:
        schema.setdefault("type", kind)
    return schema


def _type_of(values: list[JsonValue]) -> str | None:
    """The one JSON type of all values, or None; whole numbers among fractions count as numbers."""
    kinds = {_KINDS.get(type(value)) for value in values}
    if kinds == {"integer", "number"}:
        return "number"
    return kinds.pop() if len(kinds) == 1 else None


_KINDS: dict[type, str] = {bool: "boolean", int: "integer", float: "number", str: "string"}


def _one_enum(choices: list[JsonObject]) -> list[JsonObject]:
    """Several enums that are alternatives are one enum, as in ``Literal["a"] | Literal["b"]``."""
    plain = [choice for choice in choices if set(choice) <= {"enum", "type", "title"} and "enum" in choice]
    if len(plain) < 2:
        return choices
    values: list[JsonValue] = []
    for choice in plain:
        found = choice["enum"]
        values += [value for value in (found if isinstance(found, list) else []) if value not in values]
    return [_enum({"enum": values}), *[choice for choice in choices if choice not in plain]]


def _flattened(choice: JsonObject) -> list[JsonObject]:
    """The members of a choice that is itself only a choice."""
    members = choice.get("anyOf")
    if set(choice) == {"anyOf"} and isinstance(members, list):
        return [member for member in members if isinstance(member, dict)]
    return [choice]


def _apart(schema: JsonObject) -> tuple[JsonObject, JsonObject]:
    """What describes the value, and what annotates its use."""
    inner: JsonObject = {key: value for key, value in schema.items() if key not in _ANNOTATIONS}
    outer: JsonObject = {key: value for key, value in schema.items() if key in _ANNOTATIONS}
    return inner, outer


def _titled(name: str, schema: JsonObject) -> JsonObject:
    if "title" in schema:
        return schema
    return {**schema, "title": name.replace("_", " ").title()}


def _reached(start: JsonValue, definitions: JsonObject) -> set[str]:
    """The definitions that can be reached from a schema."""
    reached: set[str] = set()
    waiting: list[JsonValue] = [start]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            reference = part.get("$ref")
            if isinstance(reference, str):
                name = _name_of(reference)
                if name not in reached:
                    reached.add(name)
                    waiting.append(definitions.get(name))
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return reached
