"""``domino publish``: a version is a tag of a commit in which everything is committed and organized."""

from __future__ import annotations

import argparse
from pathlib import Path

from domino.command_line.entry import say
from domino.command_line.problem_lines import show
from domino.command_line.repository_root import CONFIGURATION, repository_root
from domino.docker import Docker
from domino.environments.models_in_environment import ModelsInEnvironment
from domino.git import Git
from domino.group_image import CONTENT_LABEL, group_image
from domino.organize import organize, stale
from domino.refusal import FAILED, RefusalError
from domino.repository import Repository

DONE = 0


def run(chosen: argparse.Namespace) -> int:
    root = repository_root(chosen.folder)
    git = Git(root)
    commit = _committed(git, root)
    repository = _organized(root, chosen.source_url)
    version = repository.version
    say(f"Everything is committed and organized: {repository.label} {version} at {commit[:10]}.")
    remote = chosen.remote
    published = _published(git, remote, version)
    if published == commit:
        print(f"{version} is published already, at this commit. To publish again, raise VERSION in {CONFIGURATION}.")
        _push_images(root, repository, dry_run=chosen.dry_run)
        return DONE
    if published is not None:
        raise RefusalError(
            f"{remote} has {version} already, at the commit {published[:10]}: a published version never changes. "
            f"Raise VERSION in {CONFIGURATION}, run `domino organize`, commit, and publish again.",
            FAILED,
        )
    tagged = git.ask("rev-parse", "--verify", "--quiet", f"refs/tags/{version}^{{commit}}")
    if tagged is not None and tagged != commit:
        raise RefusalError(
            f"The tag {version} is at another commit, {tagged[:10]}, and was not pushed to {remote}. Raise VERSION in "
            f"{CONFIGURATION}, or remove the tag with `git tag --delete {version}`.",
            FAILED,
        )
    if chosen.dry_run:
        print(f"Would tag {commit[:10]} with {version} and push the tag to {remote}. Nothing was changed.")
        _push_images(root, repository, dry_run=True)
        return DONE
    if tagged is None:
        git.do("Tagging the commit", "tag", "--annotate", "--message", f"{repository.label} {version}", version, commit)
        say(f"Tagged {commit[:10]} with {version}.")
    git.do(f"Pushing {version} to {remote}", "push", "--quiet", remote, f"refs/tags/{version}:refs/tags/{version}")
    # Images first would be of a version that nobody can find when the tag is refused.
    _push_images(root, repository, dry_run=False)
    print(f"Published {repository.label} {version}: install the repository's address at {version}.")
    return DONE


def _committed(git: Git, root: Path) -> str:
    """The commit that is checked out; raise RefusalError when files differ from it."""
    if git.ask("rev-parse", "--is-inside-work-tree") != "true":
        raise RefusalError(f"{root} is not in a Git repository: run `git init` there and commit the files.")
    top = Path(git.do("Finding the top of the Git repository", "rev-parse", "--show-toplevel"))
    if top.resolve() != root:
        raise RefusalError(
            f"{CONFIGURATION} lies in {root}, but the Git repository begins at {top}: a platform looks for it at the top. "
            "Make a Git repository of this folder alone.",
            FAILED,
        )
    commit = git.ask("rev-parse", "--verify", "--quiet", "HEAD")
    if commit is None:
        raise RefusalError("Nothing is committed yet: run `git add .` and `git commit`.", FAILED)
    changed = git.do(
        "Looking for changed files", "status", "--porcelain", "--untracked-files=all", "--", "."
    ).splitlines()
    if changed:
        shown = ", ".join(line[3:] for line in changed[:5])
        more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
        raise RefusalError(f"Not everything is committed: {shown}{more}. Commit these files, or ignore them.", FAILED)
    return commit


def _organized(root: Path, source_url: str | None) -> Repository:
    organized = organize(root, source_url, ModelsInEnvironment(root))
    show(organized.problems)
    if organized.errors:
        raise RefusalError("A repository with errors is not published.", FAILED)
    outdated = stale(root, organized)
    if outdated:
        raise RefusalError(f"{', '.join(outdated)} is out of date: run `domino organize` and commit it.", FAILED)
    return organized.repository


def _published(git: Git, remote: str, version: str) -> str | None:
    """The commit that the remote's tag of this version leads to, or None."""
    if remote not in (git.ask("remote") or "").splitlines():
        raise RefusalError(f"There is no remote {remote}: add it with `git remote add {remote} <address>`.")
    name = f"refs/tags/{version}"
    # An annotated tag is listed twice; the line that ends in ^{} has the commit.
    listed = git.do(f"Asking {remote} for its versions", "ls-remote", "--tags", remote, name, f"{name}^{{}}")
    found = {ref: commit for commit, _, ref in (line.partition("\t") for line in listed.splitlines())}
    return found.get(f"{name}^{{}}", found.get(name))


def _push_images(root: Path, repository: Repository, *, dry_run: bool) -> None:
    """Push what was built of exactly these files; everything else is left to the platform, which is said."""
    if not repository.configuration.registry:
        return
    try:
        docker = Docker()
    except RefusalError as refusal:
        say(f"Images are not pushed. {refusal}")
        return
    for group in repository.groups:
        image = group_image(root, group)
        label = docker.label_of(image.name, CONTENT_LABEL)
        if label != image.digest:
            state = "is not built" if label is None else "was built of other files"
            say(f"{image.name} {state} and is not pushed: `domino build` makes it.")
        elif dry_run:
            print(f"Would push {image.name}.")
        else:
            docker.push(image.name)
            say(f"Pushed {image.name}.")
