"""Lets a program run that refuses to be root, where the start itself is root: in containers and on test machines.

Best is a user namespace that shows root as `nobody`: the files stay root's own and closed to everybody else. Where the
system allows none, the program really becomes `nobody`, and is given the folder that it works in.
"""

import os
import pwd
import shutil
import subprocess
from functools import cache
from pathlib import Path

from deploy.local.errors import NoStandInError

STAND_IN = "nobody"


def without_root(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """The same command, run by an ordinary user; unchanged when it is one who starts it."""
    if os.geteuid() != 0:
        return arguments
    return (*(_namespace() or _change_of_user()), *arguments)


def hand_over(path: Path) -> None:
    """Let the stand-in use the file or folder, if there is one.

    Raises NoStandInError when a folder above is closed to it.
    """
    if os.geteuid() != 0 or _namespace():
        return
    stand_in = pwd.getpwnam(STAND_IN)
    os.chown(path, stand_in.pw_uid, stand_in.pw_gid)
    path.parent.chmod(path.parent.stat().st_mode | 0o011)  # to pass, not to look around
    if not _works(*_change_of_user(), "test", "-r", str(path)):
        raise NoStandInError(
            f"Postgres refuses to run as root, and {STAND_IN} cannot reach {path}: choose a DOMINO_HOME below folders "
            "that others may pass, or start as an ordinary user"
        )


@cache
def _namespace() -> tuple[str, ...]:
    """How to enter a user namespace as somebody else; empty where that is not allowed."""
    stand_in = pwd.getpwnam(STAND_IN)
    prefix = ("unshare", "--user", f"--map-user={stand_in.pw_uid}", f"--map-group={stand_in.pw_gid}")
    return prefix if _works(*prefix, "true") else ()


@cache
def _change_of_user() -> tuple[str, ...]:
    stand_in = pwd.getpwnam(STAND_IN)
    prefix = ("setpriv", f"--reuid={stand_in.pw_uid}", f"--regid={stand_in.pw_gid}", "--clear-groups")
    if not _works(*prefix, "true"):
        raise NoStandInError(
            "Postgres refuses to run as root and root cannot become anybody else here: start as a user"
        )
    return prefix


def _works(*arguments: str) -> bool:
    program = shutil.which(arguments[0])
    return program is not None and subprocess.run(arguments, capture_output=True, check=False).returncode == 0
