"""Compiles the models of a repository's operators and writes its two generated files, byte for byte the same anywhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, PydanticUserError

from domino.json_value import JsonObject
from domino.problem_places import line_of_class, place_of_error, with_line
from domino.refusal import RefusalError
from domino.repository import DirectoryTree, Group, MemoryTree, Operator, Problem, Repository, Severity, read_repository
from domino.repository.layouts import layout_of
from domino.repository.metadata import SCHEMA_KEYS
from domino.repository.schemas import SchemaError, normalised
from domino.repository.tree import Tree
from domino.runner.load import load_models
from domino.runner.sentences import sentence_of_error


@dataclass(frozen=True, slots=True)
class Organized:
    """The generated files by path, and what is wrong. With an error in ``problems`` nothing should be written."""

    files: Mapping[str, bytes]
    repository: Repository
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


class CompileElsewhere(Protocol):
    """Compiles models that need packages which are not installed here; raises RefusalError when it cannot."""

    def __call__(self, group: Group, operators: Sequence[str], /) -> Mapping[str, JsonObject]:
        """By operator, its schemas under the keys of metadata, or ``{"error": …}``."""
        ...


def organize(root: Path, source_url: str | None = None, elsewhere: CompileElsewhere | None = None) -> Organized:
    """Import every operator's models and compile them; nothing is written. ``source_url`` is the page of the folder of operators."""
    tree = DirectoryTree(root)
    layout = layout_of(frozenset(tree.paths()))
    # What was generated before must not find its way into what is generated now.
    authored = read_repository(_WithoutGenerated(tree, layout.generated))
    problems = [problem for problem in authored.problems if not problem.path.startswith(f"{layout.generated}/")]
    schemas: dict[str, JsonObject] = {}
    unloaded: dict[str, Problem] = {}
    for operator in authored.operators:
        try:
            schemas[operator.name] = _schemas(root, operator)
        except _NotCompiledError as error:
            problems.append(error.problem)
        except ModuleNotFoundError as error:
            unloaded[operator.name] = _not_loaded(root, operator, error)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - importing runs the author's code
            problems.append(_not_loaded(root, operator, error))
    for group in authored.groups:
        found, complaints = _compiled_elsewhere(group, unloaded, elsewhere)
        schemas |= found
        problems += complaints
    compiled = {
        operator.name: _entry(operator, schemas[operator.name], source_url)
        for operator in authored.operators
        if operator.name in schemas
    }
    files = {layout.compiled_metadata: _bytes(compiled)}
    complete = read_repository(MemoryTree({**_contents(tree, layout.generated), **files}))
    files[layout.dependencies_map] = _bytes(
        {
            group.name: {
                "dependency": group.dependency.to_json(),
                "operators": list(group.operators),
                "secrets": list(group.secrets),
                "source_image": group.source_image,
            }
            for group in complete.groups
        }
    )
    return Organized(files, complete, tuple(with_line(problem, tree) for problem in problems))


def write(root: Path, organized: Organized) -> tuple[str, ...]:
    """Write the generated files; return the paths of those that changed."""
    changed = stale(root, organized)
    for path in changed:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(organized.files[path])
    return changed


def stale(root: Path, organized: Organized) -> tuple[str, ...]:
    """The paths of generated files that are missing or out of date."""
    return tuple(
        path
        for path, content in organized.files.items()
        if not (root / path).is_file() or (root / path).read_bytes() != content
    )


class _NotCompiledError(Exception):
    """A model that has no schema."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _compiled_elsewhere(
    group: Group, unloaded: Mapping[str, Problem], elsewhere: CompileElsewhere | None
) -> tuple[dict[str, JsonObject], list[Problem]]:
    """The schemas of a group's operators whose models could not be loaded here, and what is wrong with the others."""
    names = [name for name in group.operators if name in unloaded]
    # Without requirements, an environment would have nothing that is not here.
    if elsewhere is None or not names or not group.dependency.name:
        return {}, [unloaded[name] for name in names]
    try:
        answers = elsewhere(group, names)
    except RefusalError as refusal:
        return {}, [replace(unloaded[name], message=f"{unloaded[name].message} {refusal}") for name in names]
    problems = [
        replace(unloaded[name], message=f"{name}, in the environment of {group.name}: {answer['error']}")
        for name, answer in answers.items()
        if "error" in answer
    ]
    return {name: answer for name, answer in answers.items() if "error" not in answer}, problems


def _schemas(root: Path, operator: Operator) -> JsonObject:
    models = load_models(root, operator.name)
    return {
        "input_schema": _schema(root, operator, models.inputs),
        "output_schema": _schema(root, operator, models.outputs),
        "secrets_schema": None if models.secrets is None else _schema(root, operator, models.secrets),
    }


def _entry(operator: Operator, schemas: JsonObject, source_url: str | None) -> JsonObject:
    return {
        "name": operator.name,
        "description": operator.description,
        "tags": list(operator.tags),
        "dependency": operator.dependency.to_json(),
        "container_resources": operator.resources.to_json(),
        "style": {"node_label": operator.label, **operator.style},
        **{key: schemas[key] for key in SCHEMA_KEYS},
        "source_url": None if source_url is None else f"{source_url.rstrip('/')}/{operator.name}",
        **operator.unknown,
    }


def _schema(root: Path, operator: Operator, model: type[BaseModel]) -> JsonObject:
    try:
        return normalised(model.model_json_schema())
    except (SchemaError, PydanticUserError) as error:
        path, line = _place_of_class(root, operator, model)
        reason = str(error).splitlines()[0]
        message = f"{operator.name}: {model.__name__} has no JSON schema: {reason}"
        raise _NotCompiledError(Problem(Severity.ERROR, path, message, line)) from error


def _place_of_class(root: Path, operator: Operator, model: type[BaseModel]) -> tuple[str, int | None]:
    file = Path(str(getattr(sys.modules.get(model.__module__), "__file__", "")))
    if not file.is_relative_to(root):
        return operator.folder, None
    return file.relative_to(root).as_posix(), line_of_class(file.read_text(encoding="utf-8"), model.__name__)


def _not_loaded(root: Path, operator: Operator, error: BaseException) -> Problem:
    message = f"The models of {operator.name} cannot be loaded: {sentence_of_error(error)}"
    if isinstance(error, ModuleNotFoundError):
        needed = operator.dependency.name or "a requirements file"
        message += f" — list it in {needed}, or import it in operator.py, which organizing does not run."
    path, line = place_of_error(error, root) or (operator.folder, None)
    return Problem(Severity.ERROR, path, message, line)


def _bytes(document: Mapping[str, object]) -> bytes:
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


@dataclass(frozen=True, slots=True)
class _WithoutGenerated:
    tree: Tree
    folder: str

    def paths(self) -> tuple[str, ...]:
        return tuple(path for path in self.tree.paths() if not path.startswith(f"{self.folder}/"))

    def read(self, path: str) -> bytes:
        return self.tree.read(path)


def _contents(tree: Tree, generated: str) -> dict[str, bytes]:
    return {path: tree.read(path) for path in _WithoutGenerated(tree, generated).paths()}
