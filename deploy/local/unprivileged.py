"""Lets a program run that refuses to be root, where the start itself is root (containers, test machines)."""

import os
import pwd
import shutil
import subprocess
from functools import cache

STAND_IN = "nobody"


class NoStandInError(Exception):
    """This machine offers no way to run a program as somebody other than root."""


def without_root(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """The same command for an ordinary user; for root, inside a user namespace that shows root as `nobody`.

    The files stay root's own and closed to everybody else: no user is created and no folder is opened, which is what
    dropping to another user would ask for.
    """
    if os.geteuid() != 0:
        return arguments
    return (*_namespace(), *arguments)


@cache
def _namespace() -> tuple[str, ...]:
    user = pwd.getpwnam(STAND_IN)
    unshare = shutil.which("unshare")
    prefix = (unshare or "unshare", "--user", f"--map-user={user.pw_uid}", f"--map-group={user.pw_gid}")
    if unshare is None or subprocess.run((*prefix, "true"), capture_output=True, check=False).returncode != 0:
        raise NoStandInError(
            "Postgres refuses to run as root and this machine allows root no user namespace (unshare --user); "
            "start as an ordinary user, who needs no rights beyond the checkout"
        )
    return prefix
