"""Does a value, as somebody typed it, have the shape that is asked for? 0, false, "" and null are values like any other.

Bindings may stand anywhere in the value; what they bring is judged by the caller, who knows the other tasks.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from shared.workflow.bindings import Binding, FromOutput, Malformed, Parts, Quoted, members, recognise
from shared.workflow.constraints import check_list, check_scalar, wrong
from shared.workflow.phrases import did_you_mean, say, say_value, shorten
from shared.workflow.problems import Problem, has_errors, pointer
from shared.workflow.shapes import (
    Anything,
    Listing,
    Named,
    OneOf,
    Record,
    Shape,
    Upstream,
    follow,
    options,
)

JudgeBinding = Callable[[Binding, Shape, Parts, str], Iterable[Problem]]
"""Called with the binding, the shape that is asked for, the binding's place and what to call that place."""


def accepts(value: object, shape: Shape) -> bool:
    """Whether a plain value, in which nothing is a binding, has the shape."""
    return not any(problem.severity == "error" for problem in Checker(None).check(value, shape, (), "value"))


class Checker:
    """Checks the values of one document; without a judge every object is plain data."""

    def __init__(self, judge: JudgeBinding | None) -> None:
        self._judge = judge
        self._unions: dict[tuple[Parts, Shape], tuple[Problem, ...]] = {}

    def check(
        self, value: Any, shape: Shape, place: Parts, label: str, upstream: Upstream = "allowed", *, plain: bool = False
    ) -> Iterator[Problem]:
        """Yield what is wrong with `value`, which stands at `place` and is called `label`; `plain` looks for no bindings."""
        seen = None if plain or self._judge is None else recognise(value)
        if isinstance(seen, Malformed):
            yield Problem(path=pointer(*place), code="binding.malformed", message=seen.reason)
        elif isinstance(seen, Quoted):
            yield from self.check(seen.value, shape, (*place, "$literal"), label, upstream, plain=True)
        elif seen is not None:
            yield from self._bound(seen, shape, place, label, upstream)
        elif upstream == "always" and not (isinstance(value, list) and value):
            yield must_be_bound(place, label)
        else:
            yield from self._value(value, follow(shape), place, label, upstream, plain)

    def record(
        self, value: dict[str, Any], shape: Record, place: Parts, *, strict: bool = False, plain: bool = False
    ) -> Iterator[Problem]:
        """Check named fields. A name the model does not know is an error when `strict`, else a warning."""
        for field in shape.fields.values():
            if field.name in value:
                yield from self.check(
                    value[field.name], field.shape, (*place, field.name), field.title, field.from_upstream, plain=plain
                )
            elif field.required:
                yield _missing(place, field.name, field.title, field.from_upstream)
        for name, part in value.items():
            if name in shape.fields:
                continue
            if shape.others is None:
                yield _unknown((*place, name), name, shape, strict=strict)
            else:
                yield from self.check(part, shape.others, (*place, name), name, plain=plain)

    def _bound(self, binding: Binding, shape: Shape, place: Parts, label: str, upstream: Upstream) -> Iterator[Problem]:
        if upstream == "never" and isinstance(binding, FromOutput):
            yield Problem(
                path=pointer(*place),
                code="input.must_not_be_bound",
                message=f"“{label}” cannot come from another task; type a value.",
            )
        elif upstream == "always" and not isinstance(binding, FromOutput):
            yield must_be_bound(place, label)
        elif self._judge is not None:
            yield from self._judge(binding, shape, place, label)

    def _value(
        self, value: Any, shape: Shape, place: Parts, label: str, upstream: Upstream, plain: bool
    ) -> Iterator[Problem]:
        match shape:
            case Anything() | Named():
                yield from self._inside(value, place, label, upstream, plain)
            case OneOf():
                yield from self._union(value, shape, place, label, upstream, plain)
            case Listing() if isinstance(value, list):
                yield from check_list(value, shape, place, label)
                for index, one in enumerate(value):
                    item = shape.first[index] if index < len(shape.first) else shape.item
                    yield from self.check(one, item, (*place, index), f"{label} {index + 1}", upstream, plain=plain)
            case Record() if isinstance(value, dict):
                yield from self.record(value, shape, place, plain=plain)
            case _:
                yield from check_scalar(value, shape, place, label)

    def _inside(self, value: Any, place: Parts, label: str, upstream: Upstream, plain: bool) -> Iterator[Problem]:
        """Anything is taken, but bindings in it are still judged."""
        if plain or self._judge is None or not isinstance(value, (dict, list)):
            return
        for key, part in members(value):
            yield from self.check(part, Anything(), (*place, key), label, upstream, plain=plain)

    def _union(
        self, value: Any, shape: OneOf, place: Parts, label: str, upstream: Upstream, plain: bool
    ) -> Iterator[Problem]:
        # Remembered, or unions inside unions would be tried an exponential number of times.
        known = (place, shape)
        if known not in self._unions:
            self._unions[known] = tuple(self._best_option(value, shape, place, label, upstream, plain))
        yield from self._unions[known]

    def _best_option(
        self, value: Any, shape: OneOf, place: Parts, label: str, upstream: Upstream, plain: bool
    ) -> Iterable[Problem]:
        tried: list[tuple[Problem, ...]] = []
        for option in options(shape):
            problems = tuple(self._value(value, option, place, label, upstream, plain))
            if not has_errors(problems):
                return problems
            tried.append(problems)
        # An option whose kind is right explains more than "none of them".
        close = [problems for problems in tried if not _is_other_kind(problems, pointer(*place))]
        if len(close) == 1:
            return close[0]
        message = f"“{label}” takes {say(shape)}, not {say_value(value)}."
        return (wrong(place, "input.wrong_type", message),)


def _is_other_kind(problems: tuple[Problem, ...], path: str) -> bool:
    return any(one.path == path and one.code in ("input.wrong_type", "input.not_allowed_value") for one in problems)


def must_be_bound(place: Parts, label: str) -> Problem:
    message = f"“{label}” has to come from another task; connect it to an output."
    return Problem(path=pointer(*place), code="input.must_be_bound", message=message)


def _missing(place: Parts, name: str, title: str, upstream: Upstream) -> Problem:
    action = "connect it to an output of another task" if upstream == "always" else "give it a value or connect it"
    return Problem(path=pointer(*place, name), code="input.missing", message=f"“{title}” is required; {action}.")


def _unknown(place: Parts, name: str, shape: Record, *, strict: bool) -> Problem:
    return Problem(
        path=pointer(*place),
        code="input.unknown",
        severity="error" if strict or shape.closed else "warning",
        message=f"There is no input “{shorten(name)}” here{did_you_mean(name, shape.fields)}",
    )
