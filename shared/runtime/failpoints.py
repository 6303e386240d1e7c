"""Named lines at which a fault experiment may kill the process, as faults.md describes.

An experiment arms a point by creating a file of its name in the folder that DOMINO_FAILPOINTS names; whoever passes first takes
the file away and dies, so that the restarted process goes on. The platform's own starts never set the variable.
"""

import os
from collections import Counter
from pathlib import Path

_passages: Counter[str] = Counter()


def failpoint(name: str) -> None:
    """Die here, as by kill -9, when an experiment asks for it. DOMINO_FAIL_AT=name (or name:3 for the third passage) is the
    same for a process that is started to die once."""
    folder = os.environ.get("DOMINO_FAILPOINTS")
    if folder is not None and _take(Path(folder, name)):
        os._exit(137)
    wanted = os.environ.get("DOMINO_FAIL_AT")
    if wanted is None:
        return
    _passages[name] += 1
    for entry in wanted.split(","):
        point, _, passage = entry.partition(":")
        if point == name and _passages[name] == int(passage or 1):
            os._exit(137)


def _take(armed: Path) -> bool:
    try:
        armed.unlink()
    except FileNotFoundError:
        return False
    return True
