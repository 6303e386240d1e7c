"""git, as the launcher calls it: with a fixed argument list and a signature of its own."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

SIGNATURE = {
    "GIT_AUTHOR_NAME": "Domino",
    "GIT_AUTHOR_EMAIL": "domino@localhost",
    "GIT_COMMITTER_NAME": "Domino",
    "GIT_COMMITTER_EMAIL": "domino@localhost",
}


def git(directory: Path, *arguments: str, text: str = "", environment: Mapping[str, str] | None = None) -> str:
    """Run git with neither this machine's nor this user's settings; return what it printed, without the line's end."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    isolated = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    ended = subprocess.run(
        ("git", *arguments),
        cwd=directory,
        input=text,
        capture_output=True,
        text=True,
        env={**inherited, **isolated, **SIGNATURE, **(environment or {})},
        check=False,
    )
    if ended.returncode != 0:
        raise RuntimeError(f"git {arguments[0]} failed in {directory}: {ended.stderr.strip()}")
    return ended.stdout.strip()
