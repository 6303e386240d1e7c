"""What a task gives: the outputs of its operator, those its builder defined, and lists of them when the task is mapped."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, Final

from shared.workflow.document import Task
from shared.workflow.shapes import Anything, Field, Flag, Listing, Named, Number, Record, Shape, Text

OUTPUT_MODIFIER: Final = "OutputModifierModel"
"""The model of the SDK whose list, as an input, defines outputs at design time."""

_TYPES: Final[dict[str, Shape]] = {
    "string": Text(),
    "integer": Number(whole=True),
    "float": Number(),
    "number": Number(),
    "boolean": Flag(),
    "array": Listing(Anything()),
    "object": Record(others=Anything()),
}


def modifiers(inputs: Record) -> tuple[str, ...]:
    """The names of an operator's inputs that define outputs."""
    return tuple(
        field.name
        for field in inputs.fields.values()
        if isinstance(field.shape, Listing)
        and isinstance(field.shape.item, Named)
        and field.shape.item.name == OUTPUT_MODIFIER
    )


def with_modifiers(outputs: Record, task: Task, names: tuple[str, ...]) -> Record:
    """The outputs together with those that the task's inputs `names` define."""
    defined = {field.name: field for name in names for field in _defined(task.inputs.get(name))}
    return Record(MappingProxyType({**outputs.fields, **defined}), None, title=outputs.title)


def _defined(rows: Any) -> Iterator[Field]:
    for row in rows if isinstance(rows, list) else ():
        name = row.get("name") if isinstance(row, dict) else None
        if isinstance(name, str):
            kind = row.get("type")
            shape = _TYPES.get(kind, Anything()) if isinstance(kind, str) else Anything()
            yield Field(name, name, shape, required=True)


def given(outputs: Record, name: str, *, mapped: bool) -> Shape | None:
    """The shape of one output, collected in a list when the task is mapped; None when there is no such output."""
    field = outputs.fields.get(name)
    shape = field.shape if field is not None else outputs.others
    return Listing(shape) if shape is not None and mapped else shape
