"""``domino build``."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from domino.command_line.entry import say
from domino.command_line.problem_lines import show
from domino.command_line.repository_root import repository_root
from domino.docker import Docker
from domino.group_image import CONTENT_LABEL, group_image
from domino.images import DOCKERFILE
from domino.refusal import FAILED, RefusalError
from domino.repository import DirectoryTree, Group, read_repository

DONE = 0


def run(chosen: argparse.Namespace) -> int:
    root = repository_root(chosen.folder)
    repository = read_repository(DirectoryTree(root))
    show(repository.problems)
    if repository.errors:
        raise RefusalError("A repository with errors is not built.", FAILED)
    groups = _wanted(repository.groups, chosen.groups)
    docker = Docker()
    if not docker.has(chosen.base_image):
        raise RefusalError(
            f"The base image {chosen.base_image} is not there: make it with `make base-image` in a checkout of the platform, "
            "pull it, or name another with --base-image.",
            FAILED,
        )
    for group in groups:
        _build(docker, root, group, chosen.base_image)
    return DONE


def _wanted(groups: tuple[Group, ...], names: list[str]) -> list[Group]:
    known = {group.name: group for group in groups}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise RefusalError(f"There is no dependency group {' or '.join(unknown)}. There are: {', '.join(known)}.")
    return [known[name] for name in names] if names else list(groups)


def _build(docker: Docker, root: Path, group: Group, base_image: str) -> None:
    image = group_image(root, group)
    say(f"== {group.name} ({group.dependency.name or 'no packages'}): {', '.join(group.operators)}")
    if docker.label_of(image.name, CONTENT_LABEL) == image.digest:
        print(f"{image.name} is up to date")
        return
    begun = time.monotonic()
    docker.build(image.name, image.context(base_image), DOCKERFILE, {CONTENT_LABEL: image.digest})
    print(f"{image.name} built in {time.monotonic() - begun:.1f} s")
