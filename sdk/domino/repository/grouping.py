"""Forms dependency groups from what the dependencies contain, so that any two machines agree on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from domino.repository.documents import Findings, read_text
from domino.repository.layouts import DEPENDENCIES
from domino.repository.tree import Tree
from domino.repository.values import Configuration, Dependency, Group, Operator


def form_groups(
    operators: Iterable[Operator], configuration: Configuration, tree: Tree, paths: frozenset[str], findings: Findings
) -> tuple[tuple[Operator, ...], tuple[Group, ...]]:
    """The operators with their group, and the groups, numbered by the sorted names of their dependencies.

    Two files with the same requirements make one group. An operator whose file is missing is left out with an error.
    """
    members: dict[str, list[Operator]] = {}
    for operator in sorted(operators, key=lambda operator: operator.name):
        content = _content(operator, tree, paths, findings)
        if content is not None:
            members.setdefault(content, []).append(operator)
    ordered = sorted(members.values(), key=lambda group: _first_dependency(group).name)
    grouped: list[Operator] = []
    groups: list[Group] = []
    for number, group in enumerate(ordered):
        name = f"group{number}"
        grouped += [replace(operator, group=name) for operator in group]
        groups.append(
            Group(
                name=name,
                dependency=_first_dependency(group),
                operators=tuple(operator.name for operator in group),
                secrets=tuple(sorted({secret for operator in group for secret in operator.secret_names})),
                source_image=source_image(configuration, name),
            )
        )
    return tuple(sorted(grouped, key=lambda operator: operator.name)), tuple(groups)


def source_image(configuration: Configuration, group: str) -> str | None:
    """The image that an author's build of this group is pushed to; None while the repository has no name or version."""
    if not configuration.name or not configuration.version:
        return None
    prefix = f"{configuration.registry}/" if configuration.registry else ""
    return f"{prefix}{configuration.name}:{configuration.version}-{group}".lower()


def _first_dependency(group: list[Operator]) -> Dependency:
    return min((operator.dependency for operator in group), key=lambda dependency: dependency.name)


def _content(operator: Operator, tree: Tree, paths: frozenset[str], findings: Findings) -> str | None:
    """A text that is equal exactly for operators of one group."""
    dependency = operator.dependency
    if dependency.docker_image:
        return f"image {dependency.docker_image}"
    file = dependency.requirements_file or dependency.dockerfile
    if file is None:
        return ""
    path = f"{DEPENDENCIES}/{file}"
    if path not in paths:
        findings.error(path, f"{operator.name} needs this file, which does not exist.")
        return None
    text = read_text(tree, path, findings)
    if text is None:
        return None
    lines = (line.split(" #")[0].strip() for line in text.splitlines())
    kind = "requirements" if dependency.requirements_file else "dockerfile"
    return "\n".join([kind, *(line for line in lines if line and not line.startswith("#"))])
