"""``domino repository new``."""

from __future__ import annotations

import argparse
import shutil
import subprocess
from pathlib import Path

from domino.command_line.entry import say
from domino.command_line.repository_root import repository_above
from domino.environments.own_requirement import own_requirement
from domino.refusal import RefusalError
from domino.scaffold import names
from domino.scaffold.repository_files import repository_files
from domino.scaffold.writing import write_new

DONE = 0


def run(chosen: argparse.Namespace) -> int:
    folder = Path(chosen.folder)
    name = chosen.name if chosen.name is not None else names.repository_name(folder.resolve().name)
    label = chosen.label if chosen.label is not None else names.label_of(name)
    _refuse(
        None if name else f'"{folder}" does not suggest a name for the repository: give one with --name.',
        names.refuse_repository_name(name),
        names.refuse_registry(chosen.registry),
        names.refuse_text("label", label),
        names.refuse_text("description", chosen.description),
        _refuse_place(folder),
    )
    tool, copies = (chosen.sdk, {}) if chosen.sdk else own_requirement()
    write_new(folder, {**repository_files(name, label, chosen.description, chosen.registry, tool), **copies})
    if not chosen.no_git:
        _make_git_repository(folder)
    print(f"{label} is ready in {folder}. Next:")
    print(f"  cd {folder}")
    print("  domino operator new CountWords")
    return DONE


def _refuse(*reasons: str | None) -> None:
    for reason in reasons:
        if reason is not None:
            raise RefusalError(reason)


def _refuse_place(folder: Path) -> str | None:
    if folder.exists() and not folder.is_dir():
        return f"{folder} is a file: give the name of a folder to make."
    if folder.is_dir() and any(entry.name != ".git" for entry in folder.iterdir()):
        return f"{folder} is not empty: give the name of a new folder."
    around = repository_above(folder)
    if around is not None:
        return f"{folder} would lie inside the operator repository {around}: make it elsewhere."
    return None


def _make_git_repository(folder: Path) -> None:
    if (folder / ".git").exists():
        return
    git = shutil.which("git")
    if git is None:
        say("warning: Git is not installed, so the folder is no Git repository yet: run `git init` in it later.")
        return
    subprocess.run([git, "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
