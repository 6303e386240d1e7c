"""Writes a program as the file that a person would have written."""

from typing import Final

from services.workflow_compiler.core.literals import INDENT, WIDTH, write
from services.workflow_compiler.core.program import FILE_DOCSTRING, IMPORTS, Call, Program, functions

_PAD: Final = " " * INDENT


def render(program: Program) -> str:
    """The source of the DAG file, ending in a line break."""
    body = [f"{_PAD}{variable} = {_call(task, INDENT)}" for variable, task in program.tasks.items()]
    edges = [f"{_PAD}{before} >> {after}" for before, after in program.edges]
    parts = [
        f'"""{FILE_DOCSTRING}"""',
        "",
        *_imports(program),
        "",
        f"with {_call(program.dag, 0)}:",
        *(body or [f"{_PAD}pass"]),
        *(["", *edges] if edges else []),
    ]
    return "\n".join(parts) + "\n"


def _imports(program: Program) -> list[str]:
    used = functions(program) | {"DAG"}
    groups = [
        [f"from datetime import {names}" for names in _names("datetime", used)],
        [
            *(["import pendulum"] if "pendulum.datetime" in used else []),
            *(
                f"from {module} import {names}"
                for module in ("airflow.sdk", "domino_airflow")
                for names in _names(module, used)
            ),
        ],
    ]
    return [line for group in groups if group for line in [*group, ""]][:-1]


def _names(module: str, used: frozenset[str]) -> list[str]:
    names = [name for name, home in IMPORTS.items() if home == module and name in used]
    return [", ".join(sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name)))] if names else []


def _call(call: Call, indent: int) -> str:
    """A call with one keyword a line: what it says is read line by line, and changes are seen line by line."""
    inner = indent + INDENT
    pad = " " * inner
    lines = [f"{pad}{name}={write(value, inner, len(name) + 1)}," for name, value in call.keywords.items()]
    return "\n".join([f"{call.function}(", *lines, " " * indent + ")"])


__all__ = ["WIDTH", "render"]
