"""What changed between two commits of a repository, operator by operator and in sentences. Pure; the one place that decides."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.api_gateway.upgrades.limits import limits_in_words, takes_as_much
from services.api_gateway.upgrades.schemas import Kind, OperatorChange, Part, SchemaChange
from shared.workflow.compatibility import Compatibility, Verdict
from shared.workflow.operators import OperatorSpec
from shared.workflow.phrases import say, say_value, shorten
from shared.workflow.schemas import read_record
from shared.workflow.shapes import Choice, Field, Listing, Nothing, Number, OneOf, Record, Shape, Text, follow, same

MOST_CHANGES = 200
"""Of one operator; nobody reads more."""
DEEPEST = 5
_MANY = 6
_MISSING = object()


def changes_between(
    before: Mapping[str, OperatorSpec], after: Mapping[str, OperatorSpec]
) -> tuple[OperatorChange, ...]:
    """Every operator that is new, gone or different; those that stayed exactly the same are left out."""
    added = [OperatorChange(name=n, label=after[n].label, kind=Kind.ADDED) for n in after if n not in before]
    removed = [OperatorChange(name=n, label=before[n].label, kind=Kind.REMOVED) for n in before if n not in after]
    stayed = [change for name in after if name in before and (change := _operator(before[name], after[name]))]
    changed = sorted(stayed, key=lambda change: change.kind is Kind.REBUILT)
    return (*removed, *added, *changed)


def _operator(before: OperatorSpec, after: OperatorSpec) -> OperatorChange | None:
    found = tuple(change for _, change in zip(range(MOST_CHANGES), _schemas(before, after), strict=False))
    if not found and before.image == after.image:
        return None
    kind = Kind.CHANGED if found else Kind.REBUILT
    return OperatorChange(name=after.name, label=after.label, kind=kind, changes=found)


def _schemas(before: OperatorSpec, after: OperatorSpec) -> Iterator[SchemaChange]:
    pairs = (
        (Part.INPUT, before.input_schema, after.input_schema),
        (Part.OUTPUT, before.output_schema, after.output_schema),
        (Part.SECRET, before.secrets_schema or {}, after.secrets_schema or {}),
    )
    for part, old, new in pairs:
        comparison = _Comparison(part)
        if part is Part.SECRET:
            yield from comparison.secrets(_named(old), _named(new))
            continue
        yield from comparison.fields(read_record(old), read_record(new), "", 0)
        if part is Part.INPUT:
            yield from comparison.defaults(old, new)


def _named(schema: Mapping[str, Any]) -> Mapping[str, Field]:
    return read_record(schema).fields if schema else {}


class _Comparison:
    """Compares one part of an operator. Inputs take and outputs give, so what breaks is opposite."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._compatibility = Compatibility()
        self._verb = "takes" if part is Part.INPUT else "gives"

    def fields(self, before: Record, after: Record, inside: str, depth: int) -> Iterator[SchemaChange]:
        for name, field in before.fields.items():
            if name not in after.fields:
                yield self._change(
                    Kind.REMOVED, inside + name, f"{_quoted(inside, field)} is no longer {self._verbed}."
                )
        for name, field in after.fields.items():
            known = before.fields.get(name)
            if known is None:
                yield self._added(field, inside)
            else:
                yield from self._field(known, field, inside, depth)

    def secrets(self, before: Mapping[str, Field], after: Mapping[str, Field]) -> Iterator[SchemaChange]:
        for name in before:
            if name not in after:
                yield self._change(Kind.REMOVED, name, f"The secret {name} is no longer used.", may_break=False)
        for name, field in after.items():
            known = before.get(name)
            if field.required and (known is None or not known.required):
                yield self._change(Kind.ADDED, name, f"The secret {name} has to be set.", may_break=known is None)
            elif known is None:
                yield self._change(Kind.ADDED, name, f"The secret {name} may be set.", may_break=False)

    def defaults(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[SchemaChange]:
        """A default that changed changes what tasks do that leave the input out, without breaking them."""
        old, new = _properties(before), _properties(after)
        for name in new.keys() & old.keys():
            was, now = old[name].get("default", _MISSING), new[name].get("default", _MISSING)
            if was is _MISSING or now is _MISSING or same(was, now):
                continue
            label = str(new[name].get("title") or name)
            message = f"“{label}” is {_value(now)} unless given, before {_value(was)}."
            yield self._change(Kind.CHANGED, name, message, may_break=False)

    @property
    def _verbed(self) -> str:
        return "taken" if self._part is Part.INPUT else "given"

    def _added(self, field: Field, inside: str) -> SchemaChange:
        required = field.required and self._part is Part.INPUT
        need = "has to be given" if required else f"is a new {self._part}"
        message = f"{_quoted(inside, field)} {need}: {say(field.shape)}."
        return self._change(Kind.ADDED, inside + field.name, message, may_break=required)

    def _field(self, before: Field, after: Field, inside: str, depth: int) -> Iterator[SchemaChange]:
        label = _quoted(inside, after)
        name = inside + after.name
        if after.required and not before.required:
            breaks = self._part is Part.INPUT
            yield self._change(
                Kind.CHANGED, name, f"{label} is {'required' if breaks else 'always given'} now.", breaks
            )
        elif before.required and not after.required:
            breaks = self._part is Part.OUTPUT
            yield self._change(Kind.CHANGED, name, f"{label} may be {'missing' if breaks else 'left out'} now.", breaks)
        if after.from_upstream != before.from_upstream and self._part is Part.INPUT:
            told = {
                "always": "has to come from another task now",
                "never": "can no longer come from another task",
                "allowed": "may be typed or come from another task now",
            }
            message = f"{label} {told[after.from_upstream]}."
            yield self._change(Kind.CHANGED, name, message, may_break=after.from_upstream != "allowed")
        yield from self._shape(before.shape, after.shape, label, name, depth)

    def _shape(self, before: Shape, after: Shape, label: str, name: str, depth: int) -> Iterator[SchemaChange]:
        before, after = follow(before), follow(after)
        old, new = _core(before), _core(after)
        if (old is before) == (new is after) and depth < DEEPEST:
            match old, new:
                case Record(), Record() if old.fields and new.fields:
                    yield from self.fields(old, new, f"{name}/", depth + 1)
                    return
                case Choice(), Choice():
                    yield from self._choices(old, new, label, name)
                    return
                case Listing(), Listing():
                    yield from self._limits(old, new, label, name)
                    yield from self._shape(old.item, new.item, f"Each item of {label}", name, depth + 1)
                    return
        if say(before) != say(after):
            message = f"{label} {self._verb} {say(after)} now, before {say(before)}."
            yield self._change(Kind.CHANGED, name, message, not self._fits(before, after))
        elif isinstance(old, Text | Number) and isinstance(new, Text | Number):
            yield from self._limits(old, new, label, name)
        elif not self._fits(before, after):
            yield self._change(Kind.CHANGED, name, f"What {label} {self._verb} has changed.")

    def _choices(self, before: Choice, after: Choice, label: str, name: str) -> Iterator[SchemaChange]:
        gone = [one for one in before.values if not any(same(one, other) for other in after.values)]
        new = [one for one in after.values if not any(same(one, other) for other in before.values)]
        if gone:
            message = f"{label} no longer {self._verb} {_listed(gone)}."
            yield self._change(Kind.CHANGED, name, message, may_break=self._part is Part.INPUT)
        if new:
            message = f"{label} also {self._verb} {_listed(new)} now."
            yield self._change(Kind.CHANGED, name, message, may_break=self._part is Part.OUTPUT)

    def _limits(
        self, before: Text | Number | Listing, after: Text | Number | Listing, label: str, name: str
    ) -> Iterator[SchemaChange]:
        was, now = limits_in_words(before), limits_in_words(after)
        if was == now:
            return
        message = f"{label} has to be {now} now" if now else f"{label} has no limits any more"
        message += f"; before, {was}." if was else "."
        breaks = self._part is Part.INPUT and not takes_as_much(after, before)
        yield self._change(Kind.CHANGED, name, message, breaks)

    def _fits(self, before: Shape, after: Shape) -> bool:
        """Whether what fitted before fits still: an input must take all it took, an output give nothing it did not."""
        source, target = (before, after) if self._part is Part.INPUT else (after, before)
        return self._compatibility.fit(source, target).verdict is Verdict.ALWAYS

    def _change(self, kind: Kind, name: str, message: str, may_break: bool = True) -> SchemaChange:
        return SchemaChange(part=self._part, name=name, kind=kind, message=message, may_break=may_break)


def _core(shape: Shape) -> Shape:
    """What an optional value is when it is there; any other shape itself."""
    if not isinstance(shape, OneOf):
        return shape
    others = [one for option in shape.options if not isinstance(one := follow(option), Nothing)]
    return others[0] if len(others) == 1 else shape


def _quoted(inside: str, field: Field) -> str:
    place = inside.rstrip("/").replace("/", " → ")
    return f"“{place} → {field.title}”" if place else f"“{field.title}”"


def _listed(values: list[Any]) -> str:
    shown = [_value(one) for one in values[:_MANY]] + (["…"] if len(values) > _MANY else [])
    return ", ".join(shown)


def _value(value: object) -> str:
    return f"“{shorten(value)}”" if isinstance(value, str) else say_value(value).removeprefix("the number ")


def _properties(schema: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    properties = schema.get("properties")
    found = properties if isinstance(properties, dict) else {}
    return {name: one for name, one in found.items() if isinstance(one, dict)}
