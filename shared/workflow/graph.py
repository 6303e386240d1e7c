"""The graph of a workflow: which task waits for which, an order to run them in, and cycles by name.

Everything here is linear in tasks and edges (plus sorting) and free of recursion.
"""

import re
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Any

from shared.workflow.bindings import FromOutput, walk
from shared.workflow.document import Task

Edges = Mapping[str, Sequence[str]]
"""For each task the tasks before it, without repeats."""


def bound_tasks(inputs: Mapping[str, Any]) -> tuple[str, ...]:
    """The tasks whose outputs the inputs take, each once, in the order of the document."""
    return tuple(dict.fromkeys(binding.task for _, binding in walk(inputs) if isinstance(binding, FromOutput)))


def edges(tasks: Mapping[str, Task]) -> dict[str, tuple[str, ...]]:
    """Edges of a definition = bindings ∪ `after`; names of tasks that do not exist are left out."""
    return {
        key: tuple(one for one in dict.fromkeys((*bound_tasks(task.inputs), *task.after)) if one in tasks)
        for key, task in tasks.items()
    }


def order(before: Edges) -> list[str]:
    """Every task after those it waits for; among equals by name, numbers in names counting as numbers. Tasks in or
    behind a cycle are left out."""
    behind: dict[str, list[str]] = {key: [] for key in before}
    missing = {key: len(sources) for key, sources in before.items()}
    for key, sources in before.items():
        for source in sources:
            behind[source].append(key)
    ready = [(_natural(key), key) for key, count in missing.items() if count == 0]
    heapify(ready)
    ordered: list[str] = []
    while ready:
        _, key = heappop(ready)
        ordered.append(key)
        for one in behind[key]:
            missing[one] -= 1
            if missing[one] == 0:
                heappush(ready, (_natural(one), one))
    return ordered


def _natural(key: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", key))


def cycles(before: Edges) -> list[list[str]]:
    """Cycles that share no task, one for each tangle, each from its first task on: [a, b, c] when b waits for a, c for b and a
    for c. A task that waits for itself is a cycle of one."""
    ordered = set(order(before))
    left = {key: rank for rank, key in enumerate(before) if key not in ordered}
    found: list[list[str]] = []
    settled: set[str] = set()
    for start in left:
        # Every task that is left waits for another that is left, so walking backwards must meet itself.
        path: dict[str, int] = {}
        key = start
        while key not in settled and key not in path:
            path[key] = len(path)
            key = next(one for one in before[key] if one in left)
        if key in path:
            found.append(_from_first(list(path)[path[key] :], left))
        settled.update(path)
    return found


def _from_first(backwards: list[str], ranks: Mapping[str, int]) -> list[str]:
    forwards = backwards[::-1]
    first = min(range(len(forwards)), key=lambda index: ranks[forwards[index]])
    return forwards[first:] + forwards[:first]
