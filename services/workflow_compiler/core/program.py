"""A DAG file as a value, small enough to see that nothing else can be said with it.

Program     a few imports, one `with DAG(…)`, tasks, edges
Call        one of the allowed calls, arguments being values
Value       plain JSON data in which calls and outputs of tasks may stand
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

IMPORTS: Final = {
    "timedelta": "datetime",
    "pendulum.datetime": "",
    "CronTriggerTimetable": "airflow.sdk",
    "DAG": "airflow.sdk",
    "Param": "airflow.sdk",
    "OperatorTask": "domino_airflow",
    "param": "domino_airflow",
}
"""Every function that a DAG file may call, with the module it comes from; "" is `import pendulum`."""

FILE_DOCSTRING: Final = (
    "Written by Domino from a workflow; change the workflow there, because saving it replaces this file."
)

Value = Any
"""None, bool, int, float, str, list, tuple, dict with text keys; and in them Call and Output."""


@dataclass(frozen=True, slots=True)
class Call:
    """`function(*arguments, **keywords)`; keywords keep their order."""

    function: str
    arguments: tuple[Value, ...] = ()
    keywords: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Output:
    """`variable.output["name"]`."""

    variable: str
    name: str


@dataclass(frozen=True, slots=True)
class Program:
    """`tasks` by variable, in the order of the file; `edges` (before, after) by variable."""

    dag: Call
    tasks: Mapping[str, Call]
    edges: tuple[tuple[str, str], ...]


def functions(program: Program) -> frozenset[str]:
    """The functions that the program calls."""
    found: set[str] = set()
    waiting: list[Value] = [program.dag, *program.tasks.values()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Call):
            found.add(value.function)
            waiting += value.arguments
            waiting += value.keywords.values()
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, (list, tuple)):
            waiting += value
    return frozenset(found)


def identical(left: Value, right: Value) -> bool:
    """Equality that tells 1 from True and 1.0, 0.0 from -0.0, a list from a tuple, and one order of keys from another."""
    if type(left) is not type(right):
        return False
    match left:
        case Program():
            return (
                identical(left.dag, right.dag)
                and identical(dict(left.tasks), dict(right.tasks))
                and left.edges == right.edges
            )
        case Call():
            return (
                left.function == right.function
                and identical(left.arguments, right.arguments)
                and identical(dict(left.keywords), dict(right.keywords))
            )
        case dict():
            return list(left) == list(right) and all(map(identical, left.values(), right.values()))
        case list() | tuple():
            return len(left) == len(right) and all(map(identical, left, right))
        case float():
            return repr(left) == repr(right)
        case _:
            return bool(left == right)
