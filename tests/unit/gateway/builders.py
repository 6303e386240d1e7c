"""States and events for tables of the pipeline."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from services.api_gateway.progress import ImageState, RepositoryState, RunState, VersionState, WorkflowState
from services.api_gateway.states import ImageStatus, RepositoryStatus, RunStatus
from shared.messages.runs import RunObserved
from shared.messages.workflows import Author, DagPublished, DagRegistered, WorkflowCompiled

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADA = Author(name="Ada", email="ada@example.org")


def a_version(**changes: Any) -> VersionState:
    state = VersionState("w1", 2, "report_1", "Report", ADA, NOON, is_newest=True)
    return replace(state, **changes)


def compiled_version(**changes: Any) -> VersionState:
    return a_version(**({"digest": "d2", "source": "dag", "images": ("image:1",)} | changes))


def an_image(status: ImageStatus, build_id: str | None = None) -> ImageState:
    return ImageState("image:1", "r1", "https://x", "c1", "group0", status, build_id, "next")


def a_repository(status: RepositoryStatus = RepositoryStatus.QUEUED) -> RepositoryState:
    return RepositoryState("r1", "https://x", "1.0.0", status)


def a_workflow(**changes: Any) -> WorkflowState:
    state = WorkflowState("w1", "report_1", "Report", 2, False, None, False, False, False)
    return replace(state, **changes)


def a_run(**changes: Any) -> RunState:
    state = RunState(
        "run1",
        "w1",
        "report_1",
        "run__run1",
        2,
        "d2",
        {"city": "Bern"},
        RunStatus.QUEUED,
        False,
        False,
        False,
    )
    return replace(state, **changes)


def compiled(digest: str = "d2") -> WorkflowCompiled:
    return WorkflowCompiled(
        workflow_id="w1", version=2, dag_id="report_1", source="dag", digest=digest, images=("image:1",)
    )


def published(digest: str = "d2") -> DagPublished:
    return DagPublished(workflow_id="w1", version=2, dag_id="report_1", digest=digest, commit="c0ffee")


def registered(digest: str = "d2") -> DagRegistered:
    return DagRegistered(workflow_id="w1", version=2, dag_id="report_1", digest=digest, airflow_version=1)


def observed(state: str, at: datetime = NOON) -> RunObserved:
    return RunObserved(
        dag_id="report_1",
        dag_run_id="run__run1",
        state=state,
        run_type="manual",
        logical_date=None,
        queued_at=None,
        started_at=at,
        ended_at=None,
        commit=None,
        params={},
        observed_at=at,
    )
