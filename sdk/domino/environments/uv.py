"""Finds and runs uv, which makes environments in a fraction of pip's time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from domino.refusal import RefusalError

STANDARD_ERROR = 2
"""Where other programs' output goes: standard output belongs to what a command is asked for."""

NOT_PASSED_ON = ("PYTHON", "VIRTUAL_ENV", "DOMINO_SECRET_", "__PYVENV")


def find_uv() -> str:
    """The uv that was installed beside this tool, or one on the path; raise RefusalError when there is none."""
    beside = Path(sys.executable).parent
    found = shutil.which("uv", path=f"{beside}{os.pathsep}{os.environ.get('PATH', '')}")
    if found is None:
        raise RefusalError("uv is missing, which makes environments: install it with `pip install 'domino[tools]'`.")
    return found


def run_uv(folder: Path, *arguments: str) -> bool:
    """Run uv in a folder, so that no project around it is read, and say whether it succeeded. What it says is shown."""
    quiet = () if sys.stderr.isatty() else ("--quiet",)
    command = [find_uv(), *arguments[:1], *quiet, *arguments[1:]]
    environment, output = outside_environment(), STANDARD_ERROR
    return subprocess.run(command, cwd=folder, env=environment, stdout=output, check=False).returncode == 0


def outside_environment() -> dict[str, str]:
    """The variables for programs of another Python: nothing of this one's, and no secrets."""
    return {name: value for name, value in os.environ.items() if not name.startswith(NOT_PASSED_ON)}
