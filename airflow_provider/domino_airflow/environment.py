"""Finds the environment that stands in for an image on a machine without containers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from domino_airflow.runtime import CannotRunError

DOCUMENT = "environment.json"
DIGEST = re.compile(r"[0-9a-f]{8,64}")


@dataclass(frozen=True)
class Environment:
    folder: Path
    python: str
    repository_root: str


def find_environment(environments_root: Path, image: str) -> Environment:
    """The environment of `<name>:<digest>`; raise CannotRunError when it is not (completely) there."""
    digest = image.rpartition(":")[2]
    if not DIGEST.fullmatch(digest):
        raise CannotRunError(f"{image!r} is not the name of an image with a content digest; save the workflow again.")
    folder = environments_root / digest
    try:
        document = json.loads((folder / DOCUMENT).read_bytes())
        return Environment(folder, document["python"], document["repository_root"])
    except FileNotFoundError:
        # It is written last, so without it the environment was never finished, or it has been removed.
        raise CannotRunError(
            f"The environment {image} is not on this machine: open the operator repository in Domino and build it again."
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CannotRunError(
            f"The environment {image} is damaged: remove the folder {digest} and build its operator repository again."
        ) from error
