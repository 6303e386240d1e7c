"""``domino operator new``."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from domino.command_line.repository_root import repository_root
from domino.refusal import RefusalError
from domino.repository import DirectoryTree, Group, read_repository
from domino.repository.layouts import DEPENDENCIES, layout_of
from domino.scaffold import names
from domino.scaffold.operator_files import operator_files
from domino.scaffold.writing import write_new

DONE = 0
USUAL = "requirements.txt"
EMPTY_REQUIREMENTS = "# Packages that the operators of this dependency group need: package==1.2.3\n"


def run(chosen: argparse.Namespace) -> int:
    root = repository_root(chosen.folder)
    tree = DirectoryTree(root)
    layout = layout_of(frozenset(tree.paths()))
    operators = root / layout.operators
    name: str = chosen.name
    label = chosen.label if chosen.label is not None else names.label_of(name)
    description = chosen.description if chosen.description is not None else f"{label}."
    for reason in (
        names.refuse_operator_name(name),
        names.refuse_text("label", label),
        names.refuse_text("description", description),
        *(names.refuse_text("tag", tag) for tag in chosen.tag),
        _refuse_taken(name, operators, layout.operators),
    ):
        if reason is not None:
            raise RefusalError(reason)
    dependency = _dependency(root, tree, chosen)
    requirements = root / DEPENDENCIES / dependency.get("requirements_file", "")
    if "requirements_file" in dependency and not requirements.exists():
        write_new(root, {f"{DEPENDENCIES}/{requirements.name}": EMPTY_REQUIREMENTS})
    files = operator_files(name, label, description, chosen.tag, dependency, layout.code[0])
    write_new(operators / name, files)
    for file in files:
        print(f"wrote {layout.operators}/{name}/{file}")
    print(f"Write your own code into {layout.code[0]} and models.py. Then:")
    print(f"  domino test {shlex.quote(name)}")
    print("  domino organize")
    return DONE


def _refuse_taken(name: str, operators: Path, shown: str) -> str | None:
    """Names that differ in capitals only would be one folder on some file systems."""
    existing = [entry.name for entry in operators.iterdir()] if operators.is_dir() else []
    taken = next((entry for entry in existing if entry.lower() == name.lower()), None)
    return None if taken is None else f"{shown}/{taken} exists already: choose another name, or remove it first."


def _dependency(root: Path, tree: DirectoryTree, chosen: argparse.Namespace) -> dict[str, str]:
    if chosen.group is not None:
        return _of_group(read_repository(tree).groups, chosen.group)
    if chosen.requirements is not None:
        reason = names.refuse_requirements_name(chosen.requirements)
        if reason is not None:
            raise RefusalError(reason)
        return {"requirements_file": chosen.requirements}
    return {"requirements_file": USUAL} if (root / DEPENDENCIES / USUAL).is_file() else {}


def _of_group(groups: tuple[Group, ...], wanted: str) -> dict[str, str]:
    group = next((group for group in groups if group.name == wanted), None)
    if group is None:
        known = "; ".join(
            f"{group.name} ({group.dependency.name or 'no packages'}: {', '.join(group.operators)})" for group in groups
        )
        raise RefusalError(
            f"There is no dependency group {wanted}. "
            + (f"There are {known}." if known else "Groups come with operators: use --requirements for the first.")
        )
    return {key: value for key, value in group.dependency.to_json().items() if isinstance(value, str)}
