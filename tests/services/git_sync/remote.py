"""A bare repository as the remote, and a person who also pushes to it."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

PERSON = {
    "GIT_AUTHOR_NAME": "Grace",
    "GIT_AUTHOR_EMAIL": "grace@example.org",
    "GIT_COMMITTER_NAME": "Grace",
    "GIT_COMMITTER_EMAIL": "grace@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(*arguments: str, cwd: Path) -> str:
    environment = os.environ | PERSON
    done = subprocess.run(["git", *arguments], cwd=cwd, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@dataclass
class Remote:
    path: Path

    def create(self) -> None:
        self.path.mkdir(parents=True)
        git("init", "--quiet", "--bare", "--initial-branch=main", ".", cwd=self.path)

    def tip(self) -> str:
        return git("rev-parse", "--verify", "main", cwd=self.path)

    def history(self) -> list[str]:
        """Subjects, oldest first."""
        return git("log", "--reverse", "--format=%s", "main", cwd=self.path).splitlines()

    def trailers(self, key: str = "Domino-Workflow") -> list[str]:
        shown = git("log", "--reverse", f"--format=%(trailers:key={key},valueonly)", "main", cwd=self.path)
        return [line for line in shown.splitlines() if line]

    def files(self) -> set[str]:
        return set(git("ls-tree", "-r", "--name-only", "main", cwd=self.path).splitlines())

    def show(self, path: str) -> str:
        return git("show", f"main:{path}", cwd=self.path)

    def hook(self, script: str | None) -> None:
        """What the remote does before it takes a push; None takes everything."""
        hook = self.path / "hooks" / "pre-receive"
        hook.parent.mkdir(exist_ok=True)
        if script is None:
            hook.unlink()
            return
        hook.write_text(f"#!/bin/sh\n{script}\n")
        hook.chmod(0o755)

    def somebody_pushes(self, files: dict[str, str | None], *, rewrite: bool = False) -> str:
        """A person's commit on main (or in place of its whole history); None deletes a file."""
        work = self.path.parent / "person"
        if not work.exists():
            git("clone", "--quiet", str(self.path), str(work), cwd=self.path.parent)
        git("fetch", "--quiet", "origin", cwd=work)
        if rewrite:
            git("checkout", "--quiet", "--orphan", "anew", cwd=work)
            git("rm", "-rfq", "--ignore-unmatch", ".", cwd=work)
        else:
            git("checkout", "--quiet", "--detach", "origin/main", cwd=work)
        for name, content in files.items():
            path = work / name
            if content is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content)
        git("add", "--all", ".", cwd=work)
        git("commit", "--quiet", "--message", "Change things by hand", cwd=work)
        commit = git("rev-parse", "HEAD", cwd=work)
        git("push", "--quiet", "--force", "origin", f"{commit}:refs/heads/main", cwd=work)
        if rewrite:
            git("checkout", "--quiet", "--detach", cwd=work)
            git("branch", "-qD", "anew", cwd=work)
        return commit
