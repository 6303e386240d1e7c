"""What a JSON Schema says, as values: the shapes that inputs and outputs can have. schemas.py reads them.

Anything                        no promise, no demand
Text, Number, Flag, Nothing     one scalar (whole numbers are `Number(whole=True)`)
Choice                          one of listed values
Listing, Record                 lists; objects with named fields, dictionaries, or both
OneOf                           a union; an optional value is OneOf(…, Nothing)
Named                           a `$ref`, resolved when somebody asks, because models may hold themselves
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeAlias

Upstream = Literal["always", "never", "allowed"]


@dataclass(frozen=True, slots=True)
class Anything:
    pass


@dataclass(frozen=True, slots=True)
class Text:
    format: str | None = None
    min_length: int = 0
    max_length: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    whole: bool = False
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    below: float | None = None
    multiple_of: float | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    pass


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """`first` are the shapes of leading items (a tuple); all others have the shape `item`."""

    item: "Shape"
    first: tuple["Shape", ...] = ()
    min_items: int = 0
    max_items: int | None = None
    unique: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A named part of a record, with what the author said about bindings."""

    name: str
    title: str
    shape: "Shape"
    required: bool
    from_upstream: Upstream = "allowed"


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """`others` is the shape of fields that are not named here; without it they are ignored, or refused when `closed`."""

    fields: Mapping[str, Field] = field(default_factory=dict)
    others: "Shape | None" = None
    closed: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    options: tuple["Shape", ...]


@dataclass(frozen=True, eq=False)
class Named:
    """A shape by name; `shape` follows the name."""

    name: str
    read: Callable[[], "Shape"]

    @cached_property
    def shape(self) -> "Shape":
        return self.read()


Shape: TypeAlias = Anything | Text | Number | Flag | Nothing | Choice | Listing | Record | OneOf | Named

MAX_NAMES_FOLLOWED = 32
MAX_OPTIONS = 256


def follow(shape: Shape) -> Shape:
    """The shape behind names; a name that only leads to itself promises nothing."""
    for _ in range(MAX_NAMES_FOLLOWED):
        if not isinstance(shape, Named):
            return shape
        shape = shape.shape
    return Anything()


def options(shape: Shape) -> tuple[Shape, ...]:
    """The alternatives of a union, nested unions included; a single one for anything else."""
    found: list[Shape] = []
    waiting = [shape]
    while waiting and len(found) < MAX_OPTIONS:
        one = follow(waiting.pop())
        if isinstance(one, OneOf) and len(waiting) < MAX_OPTIONS:
            waiting.extend(reversed(one.options))
        else:
            found.append(one)
    return tuple(found)


def same(left: object, right: object) -> bool:
    """Equality of JSON values: 1 is 1.0, but it is not true."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def takes_nothing(shape: Shape) -> bool:
    """Whether null is a value of the shape."""
    return any(
        isinstance(one, (Anything, Nothing)) or (isinstance(one, Choice) and None in one.values)
        for one in options(shape)
    )
