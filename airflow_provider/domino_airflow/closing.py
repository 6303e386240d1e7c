"""How a try ended, as the runner's process and its document tell it; written here when the runner could not."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict
from pathlib import Path

from domino.outcome import Outcome, outcome_without_document, read_outcome
from domino.storage_layout import TaskFolder


def outcome_of(storage_root: Path, folder: TaskFolder, exit_code: int) -> Outcome:
    """The runner's own words, unless its process ended in another way than they say."""
    try:
        outcome = read_outcome((storage_root / folder.outcome_file).read_bytes())
    except (OSError, ValueError):
        outcome = None
    if outcome is not None and outcome.exit_code == exit_code:
        return outcome
    outcome = outcome_without_document(exit_code)
    leave_outcome(storage_root, folder, outcome)
    return outcome


def leave_outcome(storage_root: Path, folder: TaskFolder, outcome: Outcome) -> None:
    """Write the document for those who read it later; the log and Airflow say the same, so trouble with it is not an error."""
    path = storage_root / folder.outcome_file
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        unfinished.write_text(json.dumps(asdict(outcome)))
        unfinished.replace(path)
