"""Makes sure that a run executes the version it was started for.

Airflow looks up the code of each task when it is queued, by a commit that it may move on while a run is under way: a file parsed
just before a fetch is recorded with the commit just after it. Then the task would run another version's code under this run's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from domino_airflow.runtime import CannotRunError

DIGEST = re.compile(r"Digest: ([0-9a-f]{64})")


def check_version(doc_md: str | None, context: Mapping[str, Any]) -> None:
    """Compare the digest of the DAG file at hand with the one in the note of a run that Domino has started."""
    wanted = _digest_in(getattr(context["dag_run"], "note", None))
    if wanted is not None and _digest_in(doc_md) != wanted:
        raise CannotRunError(
            "Airflow has loaded another version of the workflow than this run belongs to: start the run again."
        )


def _digest_in(text: str | None) -> str | None:
    found = DIGEST.search(text or "")
    return found[1] if found else None
