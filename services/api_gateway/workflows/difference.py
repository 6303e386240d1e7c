"""What changed between two definitions: tasks by name, and every value by its JSON pointer."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from services.api_gateway.workflows.schemas import Change, Difference
from shared.workflow.problems import pointer

MOST_CHANGES = 2000
LAYOUT = "layout"  # where things are drawn is no change of the workflow


def difference(a: int, b: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    old, new = _tasks(before), _tasks(after)
    changes = []
    for change in _compare((), _without_layout(before), _without_layout(after)):
        changes.append(change)
        if len(changes) == MOST_CHANGES:
            break
    return Difference(
        a=a,
        b=b,
        added_tasks=[key for key in new if key not in old],
        removed_tasks=[key for key in old if key not in new],
        changed_tasks=[key for key in new if key in old and not _same(old[key], new[key])],
        changes=changes,
    )


def _compare(place: tuple[str | int, ...], before: Any, after: Any) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            inside = (*place, key)
            if key not in after:
                yield Change(path=pointer(*inside), kind="removed", before=before[key])
            elif key not in before:
                yield Change(path=pointer(*inside), kind="added", after=after[key])
            else:
                yield from _compare(inside, before[key], after[key])
    elif not _same(before, after):
        yield Change(path=pointer(*place), kind="changed", before=before, after=after)


def _same(before: Any, after: Any) -> bool:
    """Equal as JSON: in Python, 1 would equal true as well."""
    return json.dumps(before, sort_keys=True) == json.dumps(after, sort_keys=True)


def _tasks(definition: Mapping[str, Any]) -> Mapping[str, Any]:
    tasks = definition.get("tasks")
    return tasks if isinstance(tasks, dict) else {}


def _without_layout(definition: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in definition.items() if key != LAYOUT}
