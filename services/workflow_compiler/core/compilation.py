"""The compiler in one function: resolve → order → render → check."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.workflow_compiler.core.program import Program, identical
from services.workflow_compiler.core.reading import ForbiddenSyntaxError, read
from services.workflow_compiler.core.render import render
from services.workflow_compiler.core.resolve import resolve, with_digest
from shared.workflow.digest import seal
from shared.workflow.limits import is_sendable
from shared.workflow.operators import OperatorSpec
from shared.workflow.problems import Problem
from shared.workflow.validation import validate

MAX_NAME: Final = 250
_DAG_ID: Final = re.compile(r"[a-z0-9_]{1,200}")


@dataclass(frozen=True, slots=True)
class Compiled:
    """`images` are those that the tasks run in, sorted; `warnings` did not stand in the way."""

    source: str
    digest: str
    images: tuple[str, ...]
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """At least one of the problems is an error."""

    problems: tuple[Problem, ...]


MAX_SOURCE: Final = 6 * 1024 * 1024
"""Bytes; a larger file could not be sent as a message."""
TOO_LARGE: Final = Problem(
    path="/tasks",
    code="document.too_large",
    message="The DAG would be larger than 6 MiB; split the workflow or read large texts from a file.",
)
DEFECT: Final = Problem(
    path="",
    code="compiler.defect",
    message="The compiler made a file that does not say what the workflow says, and threw it away; please report this.",
)


def compile_workflow(
    definition: Mapping[str, Any],
    operators: Mapping[str, OperatorSpec],
    *,
    dag_id: str,
    name: str,
    description: str = "",
) -> Compiled | Rejected:
    """Turn a definition into the source of a DAG file. Same arguments, same bytes; the order of tasks in the document
    does not matter."""
    checked = validate(definition, operators)
    problems = (*_check_names(dag_id, name, description), *checked.problems)
    if checked.definition is None or any(problem.severity == "error" for problem in problems):
        return Rejected(problems)
    program = resolve(checked.definition, operators, dag_id=dag_id, name=name, description=description)
    source, digest = seal(render(program))
    if len(source.encode()) > MAX_SOURCE:
        return Rejected((*problems, TOO_LARGE))
    if not _says(source, with_digest(program, digest)):
        return Rejected((DEFECT,))
    images = {operators[task.operator].image for task in checked.definition.tasks.values()}
    return Compiled(source, digest, tuple(sorted(images)), problems)


def _says(source: str, program: Program) -> bool:
    try:
        return identical(read(source), program)
    except ForbiddenSyntaxError:
        return False


def _check_names(dag_id: str, name: str, description: str) -> list[Problem]:
    problems = []
    if not _DAG_ID.fullmatch(dag_id):
        message = "A DAG id holds a-z, 0-9 and _ only; this is a defect of the platform, please report it."
        problems.append(Problem(path="", code="dag_id.invalid", message=message))
    if len(name) > MAX_NAME or not is_sendable(name):
        message = f"The workflow's name may have {MAX_NAME} characters and no NUL; shorten or correct it."
        problems.append(Problem(path="", code="name.invalid", message=message))
    if not is_sendable(description):
        message = "The workflow's description holds a NUL character or half a character; remove it."
        problems.append(Problem(path="", code="description.invalid", message=message))
    return problems
