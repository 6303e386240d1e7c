"""Asks the Git that is installed, and says its reasons in one sentence. Addresses are never shown: they may hold a password."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from domino.refusal import FAILED, RefusalError

_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


@dataclass(frozen=True, slots=True)
class Git:
    """One checkout."""

    folder: Path

    def ask(self, *arguments: str) -> str | None:
        """What Git answers, or None when it answers with an error."""
        done = self._run(*arguments)
        return done.stdout.strip() if done.returncode == 0 else None

    def do(self, purpose: str, *arguments: str) -> str:
        """Run one command; raise RefusalError with Git's reason."""
        done = self._run(*arguments)
        if done.returncode != 0:
            raise RefusalError(f"{purpose} did not work. {_reason(done.stderr)}", FAILED)
        return done.stdout.strip()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        git = shutil.which("git")
        if git is None:
            raise RefusalError("Git is not installed, which publishing needs.")
        # Reasons are shown to people, but never asked for in a terminal nobody looks at.
        environment = {
            **os.environ,
            "LC_ALL": "C.UTF-8",
            "GIT_TERMINAL_PROMPT": os.environ.get("GIT_TERMINAL_PROMPT", "0"),
        }
        return subprocess.run(
            [git, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )


def _reason(text: str) -> str:
    lines = [_CREDENTIALS.sub("", line).strip() for line in text.splitlines() if line.strip()]
    wanted = [line for line in lines if line.startswith(("fatal:", "error:", "remote:", "!"))] or lines[-1:]
    return "Git says: " + " ".join(wanted[:3])
