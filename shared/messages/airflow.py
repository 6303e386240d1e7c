"""What the listener plugin inside Airflow's processes calls out; live only, because polling finds what is missed."""

from datetime import datetime
from typing import ClassVar, Literal

from shared.messages.message import Event


class AirflowChanged(Event):
    """A run or task run has changed its state in Airflow just now."""

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
