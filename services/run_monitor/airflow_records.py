"""What of Airflow's answers matters here, under Airflow's names, and how it reads in our messages.

Formats: the OpenAPI document that Airflow 3.3 serves at /openapi.json.
"""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from shared.messages.runs import RunObserved, TaskObservation
from shared.workflow.digest import digest_in


class Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class DagVersion(Record):
    version_number: int


class Dag(Record):
    """A DAG by its newest serialized version, which is what `doc_md` and `latest_dag_version` belong to."""

    dag_id: str
    is_paused: bool
    is_stale: bool
    file_token: str
    relative_fileloc: str | None
    last_parsed_time: datetime | None
    doc_md: str | None = None
    latest_dag_version: DagVersion | None = None

    @property
    def digest(self) -> str | None:
        return digest_in(self.doc_md)

    @property
    def version_number(self) -> int:
        return self.latest_dag_version.version_number if self.latest_dag_version else 0


class BrokenFile(Record):
    """A file that Airflow could not import; `filename` is relative to the bundle."""

    timestamp: datetime
    filename: str
    stack_trace: str


class Run(Record):
    dag_id: str
    dag_run_id: str
    state: str
    run_type: str
    logical_date: datetime | None
    queued_at: datetime | None
    start_date: datetime | None
    end_date: datetime | None
    conf: dict[str, Any] | None
    bundle_version: str | None
    dag_versions: tuple[DagVersion, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.state in ("success", "failed")

    @property
    def version_number(self) -> int:
        """The serialized version the run was created on."""
        return self.dag_versions[0].version_number if self.dag_versions else 0

    def observed(self, at: datetime) -> RunObserved:
        return RunObserved(
            dag_id=self.dag_id,
            dag_run_id=self.dag_run_id,
            state=self.state,
            run_type=self.run_type,
            logical_date=self.logical_date,
            queued_at=self.queued_at,
            started_at=self.start_date,
            ended_at=self.end_date,
            commit=self.bundle_version,
            params=self.conf or {},
            observed_at=at,
        )


class TaskRun(Record):
    dag_id: str
    dag_run_id: str
    task_id: str
    map_index: int
    try_number: int
    state: str | None
    start_date: datetime | None
    end_date: datetime | None
    note: str | None = Field(default=None)

    def observed(self, at: datetime) -> TaskObservation:
        return TaskObservation(
            task_id=self.task_id,
            map_index=self.map_index,
            try_number=self.try_number,
            state=self.state,
            started_at=self.start_date,
            ended_at=self.end_date,
            note=self.note,
            observed_at=at,
        )
