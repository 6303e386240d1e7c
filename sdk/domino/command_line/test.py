"""``domino test``: plain pytest, once per dependency group."""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from domino.command_line.entry import say
from domino.command_line.problem_lines import show
from domino.command_line.repository_root import repository_root
from domino.environments.group_environment import make_environment, requirements_of
from domino.environments.uv import outside_environment
from domino.refusal import FAILED, RefusalError
from domino.repository import DirectoryTree, Operator, Repository, read_repository
from domino.repository.layouts import layout_of

DONE = 0
PYTEST = "pytest>=8"


def run(chosen: argparse.Namespace) -> int:
    root = repository_root(chosen.folder)
    tree = DirectoryTree(root)
    paths = tuple(tree.paths())
    repository = read_repository(tree)
    operators = _wanted(repository, chosen.operators)
    if not chosen.operators:
        # Who tests everything should know what is left out, and why.
        show(repository.errors)
        _say_what_belongs_to_no_operator(paths, repository)
    tested = [operator for operator in operators if _tests(paths, operator.folder)]
    for operator in operators:
        if operator not in tested:
            say(f"warning: {operator.folder} has no test_*.py, so nothing of it is tested.")
    if not tested:
        raise RefusalError("There is nothing to test.", FAILED)
    results = _test_here(root, tested, chosen) if chosen.here else _test_groups(root, repository, tested, chosen)
    broken = bool(repository.errors) and not chosen.operators
    return FAILED if broken or not all(results) else DONE


def _wanted(repository: Repository, names: Sequence[str]) -> list[Operator]:
    known = {operator.name: operator for operator in repository.operators}
    unknown = [name for name in names if name not in known]
    if unknown:
        about = [problem for problem in repository.errors if any(name in problem.path for name in unknown)]
        show(about)
        there = f"There are {', '.join(known)}." if known else "It has none that can be used."
        raise RefusalError(f"The repository has no operator {' or '.join(unknown)} that can be used. {there}")
    return [known[name] for name in names] if names else list(known.values())


def _test_here(root: Path, operators: Sequence[Operator], chosen: argparse.Namespace) -> list[bool]:
    if importlib.util.find_spec("pytest") is None:
        raise RefusalError(f"pytest is not installed in {sys.executable}: install it with `pip install pytest`.")
    return [_pytest(Path(sys.executable), root, operators, chosen.passed_on)]


def _test_groups(
    root: Path, repository: Repository, tested: Sequence[Operator], chosen: argparse.Namespace
) -> list[bool]:
    """A group whose environment cannot be made has failed; the others are tested all the same."""
    results: list[bool] = []
    for group in repository.groups:
        operators = [operator for operator in tested if operator.group == group.name]
        if not operators:
            continue
        say(f"== {group.name} ({group.dependency.name or 'no packages'}): {', '.join(o.name for o in operators)}")
        begun = time.monotonic()
        try:
            packages = (PYTEST, *chosen.packages)
            python, is_new = make_environment(requirements_of(root, group), packages, fresh=chosen.fresh)
        except RefusalError as refusal:
            say(f"error: {refusal}")
            results.append(False)
            continue
        if is_new:
            say(f"environment made in {time.monotonic() - begun:.1f} s")
        results.append(_pytest(python, root, operators, chosen.passed_on))
    return results


def _pytest(python: Path, root: Path, operators: Iterable[Operator], passed_on: Sequence[str]) -> bool:
    folders = [operator.folder for operator in operators]
    command = [str(python), "-P", "-m", "pytest", f"--rootdir={root}", "--import-mode=importlib", *passed_on, *folders]
    return subprocess.run(command, cwd=root, env=outside_environment(), check=False).returncode == 0


def _tests(paths: Iterable[str], folder: str) -> list[str]:
    return [path for path in paths if path.startswith(f"{folder}/") and _is_test(path)]


def _is_test(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.endswith(".py") and (name.startswith("test_") or name.endswith("_test.py"))


def _say_what_belongs_to_no_operator(paths: Iterable[str], repository: Repository) -> None:
    folders = tuple(f"{operator.folder}/" for operator in repository.operators)
    top = f"{layout_of(frozenset(paths)).operators}/"
    others = [path for path in paths if path.startswith(top) and _is_test(path) and not path.startswith(folders)]
    if others:
        say(f"warning: these tests belong to no operator that can be used and are not run: {', '.join(others)}.")
