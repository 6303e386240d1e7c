"""``domino organize``."""

from __future__ import annotations

import argparse

from domino.command_line.entry import say
from domino.command_line.problem_lines import show
from domino.command_line.repository_root import repository_root
from domino.environments.models_in_environment import ModelsInEnvironment
from domino.organize import organize, stale, write
from domino.refusal import FAILED

DONE = 0


def run(chosen: argparse.Namespace) -> int:
    root = repository_root(chosen.folder)
    organized = organize(root, chosen.source_url, ModelsInEnvironment(root))
    show(organized.problems)
    if organized.errors:
        count = len(organized.errors)
        say(f"Nothing was written: {count} error{'s' if count > 1 else ''} to mend.")
        return FAILED
    if chosen.check:
        outdated = stale(root, organized)
        for path in outdated:
            say(f"error: {path}: The file is out of date: run `domino organize` and commit it.")
        return FAILED if outdated else DONE
    for path in write(root, organized):
        print(f"wrote {path}")
    repository = organized.repository
    operators, groups = len(repository.operators), len(repository.groups)
    print(
        f"{repository.label} {repository.version}: {operators} operator{'s' if operators != 1 else ''} "
        f"in {groups} group{'s' if groups != 1 else ''}"
    )
    return DONE
