"""What is called out about Airflow as it happens; live only, because polling finds what is missed."""

from datetime import datetime
from typing import ClassVar, Literal

from shared.messages.message import Event


class AirflowChanged(Event):
    """A run or task run has changed its state in Airflow just now; the listener plugin inside Airflow's processes says so."""

    subject: ClassVar[str] = "evt.airflow.v1.changed"
    stored: ClassVar[bool] = False

    kind: Literal["run", "task"]
    dag_id: str
    dag_run_id: str
    task_id: str | None = None
    map_index: int = -1
    try_number: int = 0
    state: str
    at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None


class AirflowWatched(Event):
    """run_monitor has looked at Airflow; whatever had changed by `at` has been told. Said after every look: silence means
    that states on the screen may be old."""

    subject: ClassVar[str] = "evt.airflow.v1.watched"
    stored: ClassVar[bool] = False

    at: datetime
