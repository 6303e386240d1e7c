"""Reads a whole repository: configuration, operators, groups and everything that is wrong with them."""

from __future__ import annotations

from domino.json_value import JsonObject
from domino.repository.code import problems_of_code, problems_of_models
from domino.repository.configuration import read_configuration
from domino.repository.documents import Findings, read_object, read_text
from domino.repository.grouping import form_groups
from domino.repository.layouts import METADATA, Layout, layout_of
from domino.repository.metadata import KNOWN_KEYS, SCHEMA_KEYS, read_operator
from domino.repository.tree import Tree
from domino.repository.values import Group, Operator, Repository

ORGANIZE = "run `domino organize` and commit what it writes"


def read_repository(tree: Tree) -> Repository:
    """Everything that can be known without running the repository's code; what is wrong becomes a problem, never an exception.

    ``operators`` are those that can be used: one with an error is left out, and a problem says why.
    """
    findings = Findings()
    paths = frozenset(tree.paths())
    layout = layout_of(paths)
    configuration = read_configuration(tree, paths, findings)
    compiled = _generated(tree, paths, layout.compiled_metadata, findings)
    operators = _operators(tree, paths, layout, compiled, findings)
    grouped, groups = form_groups(operators, configuration, tree, paths, findings)
    _compare_map(tree, paths, layout, groups, findings)
    if not grouped and not findings.problems:
        findings.error(layout.operators, "The repository has no operators.")
    return Repository(configuration, grouped, groups, tuple(findings.problems))


def _generated(tree: Tree, paths: frozenset[str], path: str, findings: Findings) -> JsonObject:
    if path not in paths:
        findings.warning(path, f"The generated file is missing: {ORGANIZE}.")
        return {}
    return read_object(tree, path, findings) or {}


def _operators(
    tree: Tree, paths: frozenset[str], layout: Layout, compiled: JsonObject, findings: Findings
) -> list[Operator]:
    operators: list[Operator] = []
    folders = _folders(paths, layout)
    for name in folders:
        files = frozenset(folders[name])
        if not _looks_like_an_operator(files, layout):
            continue
        folder = f"{layout.operators}/{name}"
        if not _keeps_contract(tree, name, folder, files, layout, findings):
            continue
        entry = _entry(tree, name, folder, files, compiled, layout, findings)
        operator = None if entry is None else read_operator(name, folder, entry[0], entry[1], findings)
        if operator is not None:
            operators.append(operator)
    for name in compiled:
        if name not in folders:
            findings.error(layout.compiled_metadata, f"{name} has no folder {layout.operators}/{name}: {ORGANIZE}.")
    return operators


def _folders(paths: frozenset[str], layout: Layout) -> dict[str, list[str]]:
    """The folders of the operators and the files directly in each."""
    folders: dict[str, list[str]] = {}
    for path in sorted(paths):
        parts = path.split("/")
        if len(parts) >= 3 and parts[0] == layout.operators:
            files = folders.setdefault(parts[1], [])
            if len(parts) == 3:
                files.append(parts[2])
    return folders


def _looks_like_an_operator(files: frozenset[str], layout: Layout) -> bool:
    """A package of shared code may have a models.py; only a folder without __init__.py is suspected for it."""
    if METADATA in files or not files.isdisjoint(layout.code):
        return True
    return "__init__.py" not in files and not files.isdisjoint(layout.models)


def _keeps_contract(
    tree: Tree, name: str, folder: str, files: frozenset[str], layout: Layout, findings: Findings
) -> bool:
    if not name.isidentifier():
        findings.error(folder, f'"{name}" cannot be the name of an operator: it has to be the name of a Python class.')
        return False
    code = next((file for file in layout.code if file in files), None)
    models = next((file for file in layout.models if file in files), None)
    if code is None or models is None:
        missing = layout.code[0] if code is None else layout.models[0]
        findings.error(folder, f"The folder looks like an operator but has no {missing}.")
        return False
    sound = True
    for file, problem_of in ((code, lambda text: problems_of_code(name, text)), (models, problems_of_models)):
        text = read_text(tree, f"{folder}/{file}", findings)
        problem = None if text is None else problem_of(text)
        if problem is not None:
            findings.error(f"{folder}/{file}", problem)
        sound = sound and text is not None and problem is None
    return sound


def _entry(
    tree: Tree, name: str, folder: str, files: frozenset[str], compiled: JsonObject, layout: Layout, findings: Findings
) -> tuple[JsonObject, str] | None:
    """What is known of an operator and the file it comes from: the author's metadata with the schemas compiled from the models."""
    path = f"{folder}/{METADATA}"
    own = read_object(tree, path, findings) if METADATA in files else {}
    if own is None:
        return None
    found = compiled.get(name)
    if not isinstance(found, dict):
        if compiled:
            findings.warning(layout.compiled_metadata, f"{name} is missing: {ORGANIZE}.")
        return own, path
    if any(
        own.get(key) is not None and key in found and own[key] != found[key] for key in ("description", "tags", "style")
    ):
        findings.warning(layout.compiled_metadata, f"{name} differs from its metadata.json: {ORGANIZE}.")
    generated: JsonObject = {key: found[key] for key in (*SCHEMA_KEYS, "source_url") if key in found}
    # Without a metadata.json of its own, the compiled entry is all there is.
    if METADATA not in files:
        return {
            **{key: value for key, value in found.items() if key in KNOWN_KEYS},
            **generated,
        }, layout.compiled_metadata
    return {**own, **generated}, path


def _compare_map(
    tree: Tree, paths: frozenset[str], layout: Layout, groups: tuple[Group, ...], findings: Findings
) -> None:
    """The groups are always formed anew; a committed map that says otherwise is out of date."""
    mapped = _generated(tree, paths, layout.dependencies_map, findings)
    if not mapped:
        return
    listed: set[frozenset[str]] = set()
    for group in mapped.values():
        members = next((group[key] for key in layout.members if key in group), []) if isinstance(group, dict) else []
        listed.add(frozenset(str(member) for member in members) if isinstance(members, list) else frozenset())
    if listed != {frozenset(group.operators) for group in groups}:
        findings.warning(layout.dependencies_map, f"The groups differ from the operators' dependencies: {ORGANIZE}.")
