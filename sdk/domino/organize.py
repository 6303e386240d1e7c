"""Compiles the models of a repository's operators and writes its two generated files, byte for byte the same anywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domino.json_value import JsonObject
from domino.repository import DirectoryTree, MemoryTree, Operator, Problem, Repository, Severity, read_repository
from domino.repository.layouts import layout_of
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


def organize(root: Path, source_url: str | None = None) -> Organized:
    """Import every operator's models and compile them; nothing is written. ``source_url`` is the page of the folder of operators."""
    tree = DirectoryTree(root)
    layout = layout_of(frozenset(tree.paths()))
    # What was generated before must not find its way into what is generated now.
    authored = read_repository(_WithoutGenerated(tree, layout.generated))
    problems = [problem for problem in authored.problems if not problem.path.startswith(f"{layout.generated}/")]
    compiled: dict[str, JsonObject] = {}
    for operator in authored.operators:
        try:
            compiled[operator.name] = _compiled(root, operator, source_url)
        except SchemaError as error:
            problems.append(Problem(Severity.ERROR, operator.folder, f"{operator.name}: {error}"))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - importing runs the author's code
            message = f"The models of {operator.name} cannot be loaded: {sentence_of_error(error)}"
            problems.append(Problem(Severity.ERROR, operator.folder, message))
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
    return Organized(files, complete, tuple(problems))


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


def _compiled(root: Path, operator: Operator, source_url: str | None) -> JsonObject:
    models = load_models(root, operator.name)
    secrets = models.secrets
    return {
        "name": operator.name,
        "description": operator.description,
        "tags": list(operator.tags),
        "dependency": operator.dependency.to_json(),
        "container_resources": operator.resources.to_json(),
        "style": {"node_label": operator.label, **operator.style},
        "input_schema": normalised(models.inputs.model_json_schema()),
        "output_schema": normalised(models.outputs.model_json_schema()),
        "secrets_schema": None if secrets is None else normalised(secrets.model_json_schema()),
        "source_url": None if source_url is None else f"{source_url.rstrip('/')}/{operator.name}",
        **operator.unknown,
    }


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
