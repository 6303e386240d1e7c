"""From a repository as the SDK reads it to operator specs, groups and recipes. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domino.repository import Group as SourceGroup
from domino.repository import MemoryTree, Operator, Repository, read_repository
from domino.repository import Problem as SourceProblem
from domino.repository import Resources as SourceResources

from services.image_builder.needed_code import needed_code
from services.image_builder.recipe import Recipe
from services.image_builder.requirements_file import refuse_requirements
from shared.messages.repositories import Group
from shared.workflow.operators import OperatorSpec, Resources
from shared.workflow.problems import Problem

ORGANIZE = "Its schemas are not committed: run `domino organize` and commit what it writes."
MAX_CATALOGUE = 4 * 1024 * 1024  # bytes of specs that travel in one message
_DEPENDENCIES = "dependencies"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`recipes` are keyed by group. With an error among the problems nothing may be installed."""

    name: str
    label: str
    version: str
    description: str
    operators: tuple[OperatorSpec, ...]
    groups: tuple[Group, ...]
    recipes: Mapping[str, Recipe]
    problems: tuple[Problem, ...]


def read_catalogue(files: Mapping[str, bytes], sdk_digest: str) -> Catalogue:
    """Everything the platform wants to know of a repository, without running any of its code."""
    repository = read_repository(MemoryTree(files))
    recipes = {group.name: _recipe(repository, group, files, sdk_digest) for group in repository.groups}
    specs = tuple(_spec(operator, recipes) for operator in repository.operators if operator.schemas is not None)
    problems = [
        *map(_problem, repository.problems),
        *(_not_organized(operator) for operator in repository.operators if operator.schemas is None),
        *_problems_of_requirements(repository, recipes),
        *_problems_of_size(specs),
    ]
    return Catalogue(
        name=repository.name,
        label=repository.label,
        version=repository.version,
        description=repository.configuration.description,
        operators=specs,
        groups=tuple(Group(name=n, image=r.image, operators=r.operators) for n, r in recipes.items()),
        recipes=recipes,
        problems=tuple(problems),
    )


def _recipe(repository: Repository, group: SourceGroup, files: Mapping[str, bytes], sdk_digest: str) -> Recipe:
    folders = {operator.name: operator.folder for operator in repository.operators}
    dependency = group.dependency
    return Recipe(
        repository=repository.name,
        group=group.name,
        operators=group.operators,
        requirements=_text(files, dependency.requirements_file) or "",
        dockerfile=_text(files, dependency.dockerfile),
        docker_image=dependency.docker_image,
        code=needed_code(files, folders, group.operators),
        sdk_digest=sdk_digest,
    )


def _text(files: Mapping[str, bytes], name: str | None) -> str | None:
    return None if name is None else files.get(f"{_DEPENDENCIES}/{name}", b"").decode("utf-8-sig", "replace")


def _spec(operator: Operator, recipes: Mapping[str, Recipe]) -> OperatorSpec:
    assert operator.schemas is not None
    return OperatorSpec(
        name=operator.name,
        label=operator.label,
        description=operator.description,
        tags=operator.tags,
        input_schema=dict(operator.schemas.inputs),
        output_schema=dict(operator.schemas.outputs),
        secrets_schema=None if operator.schemas.secrets is None else dict(operator.schemas.secrets),
        style=dict(operator.style),
        resources=_resources(operator.resources),
        group=operator.group,
        image=recipes[operator.group].image,
        source_url=operator.source_url,
    )


def _resources(resources: SourceResources) -> Resources:
    """The limits, or the requests where no limit is given, in Kubernetes notation."""
    cpu = resources.limits.cpu if resources.limits.cpu is not None else resources.requests.cpu
    memory = resources.limits.memory if resources.limits.memory is not None else resources.requests.memory
    return Resources(
        cpu=None if cpu is None else f"{cpu}m",
        memory=None if memory is None else f"{memory}Mi",
        gpu=1 if resources.use_gpu else 0,
    )


def _problem(problem: SourceProblem) -> Problem:
    fields: dict[str, Any] = {"path": problem.path, "severity": str(problem.severity), "message": problem.message}
    return Problem.model_validate({**fields, "code": "repository.content"})


def _not_organized(operator: Operator) -> Problem:
    return Problem(path=operator.folder, code="repository.not_organized", message=f"{operator.name}: {ORGANIZE}")


def _problems_of_requirements(repository: Repository, recipes: Mapping[str, Recipe]) -> list[Problem]:
    problems = []
    for group in repository.groups:
        file = group.dependency.requirements_file
        reason = refuse_requirements(recipes[group.name].requirements)
        if file is not None and reason is not None:
            path = f"{_DEPENDENCIES}/{file}"
            problems.append(Problem(path=path, code="repository.requirements", message=reason))
    return problems


def _problems_of_size(specs: tuple[OperatorSpec, ...]) -> list[Problem]:
    size = sum(len(json.dumps(spec.model_dump(mode="json"))) for spec in specs)
    if size <= MAX_CATALOGUE:
        return []
    message = f"The metadata of all operators is larger than {MAX_CATALOGUE // 1024**2} MiB: split the repository."
    return [Problem(path="", code="repository.too_large", message=message)]
