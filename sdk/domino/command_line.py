"""The command ``domino`` for authors of operators."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from domino.organize import organize, stale, write
from domino.repository import Problem

DONE, FAILED, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    chosen = _parser().parse_args(arguments)
    return _organize(Path(chosen.folder), chosen.source_url, check=chosen.check)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="domino", description="Tools for authors of Domino operators.")
    commands = parser.add_subparsers(dest="command", required=True)
    organizing = commands.add_parser("organize", help="validate a repository and write its generated files")
    organizing.add_argument("folder", nargs="?", default=".", help="a folder in the repository (default: here)")
    organizing.add_argument(
        "--check", action="store_true", help="write nothing; fail when a generated file is out of date"
    )
    organizing.add_argument("--source-url", help="address of the page that shows the folder of operators")
    return parser


def _organize(folder: Path, source_url: str | None, *, check: bool) -> int:
    root = _repository_above(folder)
    if root is None:
        print(
            f"{folder} does not lie in an operator repository: no folder above it has a config.toml.", file=sys.stderr
        )
        return MISUSED
    organized = organize(root, source_url)
    for problem in organized.problems:
        print(_line(problem), file=sys.stderr)
    if organized.errors:
        return FAILED
    if check:
        outdated = stale(root, organized)
        for path in outdated:
            print(f"{path} is out of date: run `domino organize` and commit it.", file=sys.stderr)
        return FAILED if outdated else DONE
    for path in write(root, organized):
        print(f"wrote {path}")
    count, groups = len(organized.repository.operators), len(organized.repository.groups)
    print(f"{organized.repository.label} {organized.repository.version}: {count} operators in {groups} groups")
    return DONE


def _repository_above(folder: Path) -> Path | None:
    start = folder.resolve()
    return next((place for place in (start, *start.parents) if (place / "config.toml").is_file()), None)


def _line(problem: Problem) -> str:
    return f"{problem.severity}: {problem.path}: {problem.message}"


if __name__ == "__main__":
    sys.exit(main())
