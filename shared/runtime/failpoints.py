"""Named lines at which a fault experiment may kill the process, as faults.md describes."""

import os
from collections import Counter

_passages: Counter[str] = Counter()


def failpoint(name: str) -> None:
    """Die here, as by kill -9, when DOMINO_FAIL_AT lists `name` (or `name:3` for the third passage). The platform's own
    starts never set that variable."""
    wanted = os.environ.get("DOMINO_FAIL_AT")
    if wanted is None:
        return
    _passages[name] += 1
    for entry in wanted.split(","):
        point, _, passage = entry.partition(":")
        if point == name and _passages[name] == int(passage or 1):
            os._exit(137)
