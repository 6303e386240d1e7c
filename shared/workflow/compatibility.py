"""May a value of one shape be given where another is taken? The one relation that server, compiler and page share.

    always      every value fits, as far as types tell
    sometimes   some values fit (an optional output for a required input): allowed, with a warning
    never       no value can fit: refused

Lengths, bounds and patterns are not part of the relation: outputs rarely promise them, and the runner checks each value.
`anything` fits both ways for the same reason. The golden cases are in tests/fixtures/compatibility.json.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from shared.workflow.phrases import say
from shared.workflow.shapes import (
    Anything,
    Choice,
    Flag,
    Listing,
    Nothing,
    Number,
    OneOf,
    Record,
    Shape,
    Text,
    follow,
    options,
)
from shared.workflow.values import accepts


class Verdict(IntEnum):
    """Ordered: of the parts of a value the worst counts, of the options of a union the best."""

    NEVER = 0
    SOMETIMES = 1
    ALWAYS = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """`reason` says, for anything but ALWAYS, what does not fit."""

    verdict: Verdict
    reason: str = ""


FITS: Final = Fit(Verdict.ALWAYS)
PATHS: Final = frozenset(("path", "file-path", "directory-path"))
LOOSE: Final = PATHS | {"binary", "password", "multi-line", "base64url", "base64"}
"""Formats that any text may have."""
MAX_NESTING: Final = 48


class Compatibility:
    """Answers and remembers; one per validation, because shapes live no longer."""

    def __init__(self) -> None:
        self._known: dict[tuple[Shape, Shape], Fit] = {}

    def fit(self, source: Shape, target: Shape, nesting: int = 0) -> Fit:
        source, target = follow(source), follow(target)
        if isinstance(source, Anything) or isinstance(target, Anything) or source is target or nesting > MAX_NESTING:
            return FITS
        pair = (source, target)
        if pair not in self._known:
            self._known[pair] = FITS  # models that hold themselves: assumed while it is being proven
            fit = self._compare(source, target, nesting + 1)
            self._known[pair] = FITS if fit.verdict is Verdict.ALWAYS else fit
        return self._known[pair]

    def _compare(self, source: Shape, target: Shape, nesting: int) -> Fit:
        if isinstance(source, OneOf):
            return _blend([self.fit(one, target, nesting) for one in options(source)])
        if isinstance(source, Choice):
            return _choice(source, target)
        if isinstance(target, OneOf):
            return self._into_union(source, target, nesting)
        match source, target:
            case Text(), Text():
                return _text(source, target)
            case Number(), Number():
                return _number(source, target)
            case (Flag(), Flag()) | (Nothing(), Nothing()):
                return FITS
            case Listing(), Listing():
                return self._listing(source, target, nesting)
            case Record(), Record():
                return self._record(source, target, nesting)
            case _, Choice():
                return _into_choice(source, target)
            case _:
                return _mismatch(source, target)

    def _into_union(self, source: Shape, target: OneOf, nesting: int) -> Fit:
        best = max((self.fit(source, one, nesting) for one in options(target)), key=lambda fit: fit.verdict)
        return best if best.verdict is not Verdict.NEVER else _mismatch(source, target)

    def _listing(self, source: Listing, target: Listing, nesting: int) -> Fit:
        places = max(len(source.first), len(target.first))
        pairs = [(_at(source, index), _at(target, index)) for index in range(places)]
        fits = [self.fit(one, other, nesting) for one, other in [*pairs, (source.item, target.item)]]
        return _worst(Fit(fit.verdict, f"an item of the list {fit.reason}") for fit in fits)

    def _record(self, source: Record, target: Record, nesting: int) -> Fit:
        named = [self._field(source, name, target, nesting) for name in target.fields]
        return _worst([*named, *self._others(source, target, nesting)])

    def _field(self, source: Record, name: str, target: Record, nesting: int) -> Fit:
        wanted = target.fields[name]
        given = source.fields.get(name)
        if given is None and source.others is None:
            return Fit(Verdict.NEVER, f"has no “{name}”") if wanted.required else FITS
        fit = self.fit(given.shape if given else source.others or Anything(), wanted.shape, nesting)
        if fit.verdict is Verdict.ALWAYS and wanted.required and not (given and given.required):
            return Fit(Verdict.SOMETIMES, f"may be without “{name}”")
        return Fit(fit.verdict, f"has a “{name}” that {fit.reason}")

    def _others(self, source: Record, target: Record, nesting: int) -> list[Fit]:
        extra = [field for name, field in source.fields.items() if name not in target.fields]
        if target.closed:
            return [Fit(Verdict.NEVER, f"has a “{field.name}”, which is not taken") for field in extra]
        if target.others is None:
            return []
        fits = [(field.name, self.fit(field.shape, target.others, nesting)) for field in extra]
        found = [Fit(fit.verdict, f"has a “{name}” that {fit.reason}") for name, fit in fits]
        return [*found, self.fit(source.others, target.others, nesting)] if source.others else found


def _at(listing: Listing, index: int) -> Shape:
    return listing.first[index] if index < len(listing.first) else listing.item


def _choice(source: Choice, target: Shape) -> Fit:
    return _blend(FITS if accepts(value, target) else _mismatch(Choice((value,)), target) for value in source.values)


def _into_choice(source: Shape, target: Choice) -> Fit:
    if any(accepts(value, source) for value in target.values):
        return Fit(Verdict.SOMETIMES, f"may give something else than {say(target)}")
    return _mismatch(source, target)


def _text(source: Text, target: Text) -> Fit:
    given, wanted = source.format, target.format
    if wanted is None or given == wanted or wanted in LOOSE:
        return FITS
    if given is None or given in LOOSE or given not in STRICT or wanted not in STRICT:
        return Fit(Verdict.SOMETIMES, f"gives text that may not be {say(target)}")
    return _mismatch(source, target)


STRICT: Final = frozenset(("date", "time", "date-time", "duration", "uuid", "email", "uri", "ipv4", "ipv6"))
"""Formats of which no two have a text in common."""


def _number(source: Number, target: Number) -> Fit:
    if target.whole and not source.whole:
        return Fit(Verdict.SOMETIMES, "gives a number that may not be whole")
    return FITS


def _mismatch(source: Shape, target: Shape) -> Fit:
    return Fit(Verdict.NEVER, f"gives {say(source)}, which is not {say(target)}")


def _worst(fits: Iterable[Fit]) -> Fit:
    return min(fits, key=lambda fit: fit.verdict, default=FITS)


def _blend(fits: Iterable[Fit]) -> Fit:
    """Of alternatives that may all occur: always when all fit, never when none does."""
    found = list(fits)
    worst = _worst(found)
    if worst.verdict is Verdict.NEVER and any(fit.verdict is not Verdict.NEVER for fit in found):
        return Fit(Verdict.SOMETIMES, worst.reason.replace("gives", "may give", 1))
    return worst
