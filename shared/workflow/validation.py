"""All rules of a definition in one call, for the page while typing, the gateway on saving and the compiler before it writes code.

Time is linear in the size of the document; nothing that can be written in JSON raises an exception.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from shared.workflow.document import Task, WorkflowDefinition
from shared.workflow.graph import cycles, edges
from shared.workflow.operators import OperatorSpec
from shared.workflow.params import check_params, params_record
from shared.workflow.parsing import parse
from shared.workflow.phrases import did_you_mean, shorten
from shared.workflow.problems import Problem, has_errors, pointer
from shared.workflow.quantities import check_resources
from shared.workflow.schedule import check_schedule
from shared.workflow.task_rules import TaskRules

MAX_PROBLEMS: Final = 1_000
"""Nobody reads more; a hostile document could have a million."""
_MAX_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Checked:
    """`definition` is None when the document could not even be read; `problems` stand in the order of the document."""

    definition: WorkflowDefinition | None
    problems: tuple[Problem, ...]

    @property
    def is_valid(self) -> bool:
        """Whether the definition may be compiled: warnings do not count."""
        return self.definition is not None and not has_errors(self.problems)


def validate(definition: Mapping[str, Any], operators: Mapping[str, OperatorSpec]) -> Checked:
    """Check a definition against the operators it may use, keyed as tasks name them (`examples/CountWords`)."""
    parsed, problems = parse(definition)
    if parsed is None:
        return Checked(None, problems[:MAX_PROBLEMS])
    return Checked(parsed, tuple(islice(_check(parsed, operators), MAX_PROBLEMS)))


def _check(definition: WorkflowDefinition, operators: Mapping[str, OperatorSpec]) -> Iterator[Problem]:
    yield from _check_repositories(definition)
    if definition.settings.schedule is not None:
        yield from check_schedule(definition.settings.schedule)
    yield from check_params(definition.settings)
    if not definition.tasks:
        message = "The workflow has no tasks yet; add one."
        yield Problem(path="/tasks", code="workflow.empty", severity="warning", message=message)
    rules = TaskRules(definition, operators, params_record(definition.settings))
    for key, task in definition.tasks.items():
        yield from _check_operator(key, task, definition, operators)
        yield from rules.check(key, task)
        if task.map is not None:
            message = "A task cannot be mapped over a list in this release; remove “map”."
            yield Problem(path=pointer("tasks", key, "map"), code="map.not_available", message=message)
        yield from _check_after(key, task, definition.tasks)
        if task.resources is not None:
            yield from check_resources(task.resources, "tasks", key, "resources")
    yield from _check_cycles(definition.tasks)


def _check_repositories(definition: WorkflowDefinition) -> Iterator[Problem]:
    for key in definition.repositories:
        if not key or "/" in key:
            message = "A repository's key is the first half of “key/Operator”; give it a name without a slash."
            yield Problem(path=pointer("repositories", key), code="repository.key_invalid", message=message)


def _check_operator(
    key: str, task: Task, definition: WorkflowDefinition, operators: Mapping[str, OperatorSpec]
) -> Iterator[Problem]:
    repository, slash, name = task.operator.partition("/")
    if task.operator in operators and repository in definition.repositories:
        return
    path = pointer("tasks", key, "operator")
    if not (repository and slash and name):
        message = "An operator is named by repository and name, such as “examples/CountWords”."
        yield Problem(path=path, code="operator.malformed", message=message)
    elif repository not in definition.repositories:
        hint = did_you_mean(repository, definition.repositories)
        message = f"This workflow names no repository “{shorten(repository)}”{hint}"
        yield Problem(path=path, code="repository.unknown", message=message)
    else:
        known = [one.partition("/")[2] for one in islice(operators, 1_000) if one.startswith(repository + "/")]
        hint = did_you_mean(name, known)
        message = f"The repository “{shorten(repository)}” has no operator “{shorten(name)}”{hint}"
        yield Problem(path=path, code="operator.unknown", message=message)


def _check_after(key: str, task: Task, tasks: Mapping[str, Task]) -> Iterator[Problem]:
    for index, other in enumerate(task.after):
        if other != key and other in tasks:
            continue
        path = pointer("tasks", key, "after", index)
        if other == key:
            message = "A task cannot wait for itself; remove it from “after”."
            yield Problem(path=path, code="after.itself", message=message)
        else:
            message = f"There is no task “{shorten(other)}” to wait for{did_you_mean(other, tasks)}"
            yield Problem(path=path, code="after.unknown_task", message=message)


def _check_cycles(tasks: Mapping[str, Task]) -> Iterator[Problem]:
    for cycle in cycles(edges(tasks)):
        # A task that refers to itself has been told so at the very place.
        if len(cycle) > 1:
            shown = [tasks[key].title or key for key in cycle[:_MAX_NAMED]]
            more = ["…"] if len(cycle) > _MAX_NAMED else []
            way = " → ".join(shorten(one) for one in [*shown, *more, shown[0]])
            yield Problem(
                path=pointer("tasks", cycle[0]),
                code="graph.cycle",
                message=f"These tasks wait for each other: {way}; remove one of the connections.",
            )
