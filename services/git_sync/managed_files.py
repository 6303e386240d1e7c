"""The files of the main branch that are ours: one source and one record per DAG, and the sentinel. Nothing else is touched."""

import json
import re
from dataclasses import dataclass
from typing import Any

from shared.runtime.errors import Rejected

SOURCES = "dags"
RECORDS = "published"

_DAG_ID = re.compile(r"[a-z0-9_]{1,200}")


@dataclass(frozen=True, slots=True)
class Record:
    """What was published last. It lets a service without memory drop an older version that arrives late, even after a
    removal: the record of a removed DAG stays."""

    workflow_id: str
    version: int
    digest: str | None
    removed: bool

    def encode(self) -> bytes:
        fields = {
            "workflow_id": self.workflow_id,
            "version": self.version,
            "digest": self.digest,
            "removed": self.removed,
        }
        return (json.dumps(fields, indent=2) + "\n").encode()

    @classmethod
    def decode(cls, content: bytes | None) -> "Record | None":
        """The record, or None when there is none or somebody has broken it."""
        try:
            fields: dict[str, Any] = json.loads(content or b"")
            return cls(str(fields["workflow_id"]), int(fields["version"]), fields["digest"], bool(fields["removed"]))
        except (ValueError, TypeError, KeyError):
            return None


@dataclass(frozen=True, slots=True)
class Published:
    """One DAG as a commit has it."""

    record: Record | None = None
    source: bytes | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A file to write, or to delete when `content` is None."""

    path: str
    content: bytes | None


def source_path(dag_id: str) -> str:
    return f"{SOURCES}/{dag_id}.py"


def record_path(dag_id: str) -> str:
    return f"{RECORDS}/{dag_id}.json"


def checked_dag_id(dag_id: str) -> str:
    """Only what the gateway makes can be a file name; anything else never gets near a path."""
    if not _DAG_ID.fullmatch(dag_id):
        raise Rejected(f"{dag_id[:80]!r} cannot be a DAG id: lower-case letters, digits and underscores only.")
    return dag_id


def dag_id_of(path: str) -> str | None:
    """The DAG whose source or record this is, or None for a foreign file."""
    folder, _, name = path.partition("/")
    suffix = {SOURCES: ".py", RECORDS: ".json"}.get(folder)
    if suffix is None or not name.endswith(suffix):
        return None
    dag_id = name.removesuffix(suffix)
    return dag_id if _DAG_ID.fullmatch(dag_id) else None


def changes_between(dag_id: str, before: Published, after: Published) -> tuple[Change, ...]:
    changes = []
    if before.source != after.source:
        changes.append(Change(source_path(dag_id), after.source))
    if before.record != after.record:
        changes.append(Change(record_path(dag_id), after.record.encode() if after.record else None))
    return tuple(changes)
