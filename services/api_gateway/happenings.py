"""What the gateway itself brings about; beside the workers' events, the other half of what the pipeline hears."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.messages.workflows import Author
from shared.workflow.operators import OperatorSpec


@dataclass(frozen=True, slots=True)
class VersionSaved:
    description: str
    definition: dict[str, Any]
    operators: Mapping[str, OperatorSpec]


@dataclass(frozen=True, slots=True)
class VersionReady:
    """Airflow would run exactly this version now, and every image it needs is there."""

    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class WorkflowDeleted:
    author: Author
    at: datetime


@dataclass(frozen=True, slots=True)
class PauseRequested:
    paused: bool


@dataclass(frozen=True, slots=True)
class InstallRequested:
    pass


@dataclass(frozen=True, slots=True)
class RunRequested:
    pass


@dataclass(frozen=True, slots=True)
class CancelRequested:
    pass


@dataclass(frozen=True, slots=True)
class RetryRequested:
    request_id: str
    tasks: tuple[str, ...]


Happening = (
    VersionSaved
    | VersionReady
    | WorkflowDeleted
    | PauseRequested
    | InstallRequested
    | RunRequested
    | CancelRequested
    | RetryRequested
)
