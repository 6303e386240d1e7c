"""A definition moved to another commit of a repository, and what that would break. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.workflow.operators import OperatorSpec
from shared.workflow.problems import Problem
from shared.workflow.validation import validate


def moved(definition: Mapping[str, Any], keys: Iterable[str], ref: str, commit: str) -> dict[str, Any]:
    """The same document with these repositories at another ref. A ref that stays the same names the commit beside it, since the
    ref alone would keep the earlier one."""
    repositories = dict(definition["repositories"])
    for key in keys:
        entry = repositories[key]
        repositories[key] = {"url": entry["url"], "ref": ref} | ({"commit": commit} if entry["ref"] == ref else {})
    return {**definition, "repositories": repositories}


def with_operators(
    operators: Mapping[str, OperatorSpec], keys: Iterable[str], installed: Mapping[str, OperatorSpec]
) -> dict[str, OperatorSpec]:
    """The operators as tasks name them, with those of some repositories replaced."""
    replaced = tuple(keys)
    others = {name: spec for name, spec in operators.items() if name.partition("/")[0] not in replaced}
    return others | {f"{key}/{name}": spec for key in replaced for name, spec in installed.items()}


def new_problems(
    definition: Mapping[str, Any], before: Mapping[str, OperatorSpec], after: Mapping[str, OperatorSpec]
) -> list[Problem]:
    """What would be wrong with a definition that is not wrong now."""
    known = {(one.path, one.code, one.message) for one in validate(definition, before).problems}
    return [one for one in validate(definition, after).problems if (one.path, one.code, one.message) not in known]
