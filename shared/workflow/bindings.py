"""Bindings: where an input takes a task's output or a run parameter, at any depth of the inputs.

`{"$from": {"task": "fetch", "output": "body"}}` and `{"$param": "city"}` are bindings; `{"$literal": value}` is `value` itself,
whatever it looks like. Any other object is plain data, unless it uses one of these three words wrongly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Parts = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class FromOutput:
    """The value is what `task` gives as `output`."""

    task: str
    output: str


@dataclass(frozen=True, slots=True)
class FromParam:
    """The value is the run parameter `name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """The value is `value` as it stands; nothing in it is a binding."""

    value: Any


@dataclass(frozen=True, slots=True)
class Malformed:
    """An object that uses a binding's word but cannot be read; `reason` is a sentence."""

    reason: str


Binding = FromOutput | FromParam

WORDS: Final = frozenset(("$from", "$param", "$literal"))


def recognise(value: object) -> Binding | Quoted | Malformed | None:
    """Read one value: a binding, quoted data, a mistake, or None for plain data."""
    if not isinstance(value, dict) or WORDS.isdisjoint(value):
        return None
    if len(value) != 1:
        word = next(key for key in value if key in WORDS)
        return Malformed(
            f'An object with "{word}" has no other keys; put it inside {{"$literal": …}} if it is meant as plain data.'
        )
    ((word, content),) = value.items()
    if word == "$literal":
        return Quoted(content)
    return _from_param(content) if word == "$param" else _from_output(content)


def _from_param(content: object) -> FromParam | Malformed:
    if isinstance(content, str) and content:
        return FromParam(content)
    return Malformed('"$param" takes the name of a run parameter: {"$param": "city"}.')


def _from_output(content: object) -> FromOutput | Malformed:
    if isinstance(content, dict) and content.keys() == {"task", "output"}:
        task, output = content["task"], content["output"]
        if isinstance(task, str) and isinstance(output, str) and task and output:
            return FromOutput(task, output)
    return Malformed('"$from" takes a task and one of its outputs: {"$from": {"task": "fetch", "output": "body"}}.')


def walk(inputs: Mapping[str, Any]) -> Iterator[tuple[Parts, Binding]]:
    """Yield every binding with its place below `inputs`, in the order of the document."""
    waiting: list[tuple[Parts, object]] = [((), dict(inputs))]
    while waiting:
        place, value = waiting.pop()
        # The inputs themselves are a mapping of names, even when an input is called "$from".
        seen = recognise(value) if place else None
        if isinstance(seen, (FromOutput, FromParam)):
            yield place, seen
        elif seen is None and isinstance(value, (dict, list, tuple)):
            waiting.extend(((*place, key), part) for key, part in reversed(members(value)))


def members(value: dict[str, Any] | list[Any] | tuple[Any, ...]) -> list[tuple[str | int, Any]]:
    """The parts of an object or list with their keys."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value))


def unquoted(value: Any) -> Any:
    """`value` with every `$literal` replaced by what it holds; bindings stay."""
    seen = recognise(value)
    if isinstance(seen, Quoted):
        return seen.value
    if isinstance(value, dict) and seen is None:
        return {key: unquoted(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [unquoted(part) for part in value]
    return value
