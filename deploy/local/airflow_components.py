"""Airflow's three processes as parts: API server, scheduler and DAG processor.

The scheduler brings the tables up to date on a first start while the API server loads; the DAG processor waits for them.
"""

import signal
from dataclasses import dataclass, field
from datetime import UTC, datetime

from deploy.local.airflow_schema import AirflowSchema
from deploy.local.airflow_server import COMPONENT, AirflowServer
from deploy.local.layout import python_of
from deploy.local.program import Command
from deploy.local.sessions import Living

API_SERVER = "airflow_api_server"
SCHEDULER = "airflow_scheduler"
DAG_PROCESSOR = "airflow_dag_processor"
WORKER = "airflow worker -- "
IDLE = "<idle>"


@dataclass(slots=True)
class AirflowComponent:
    """One component; it is ready when Airflow's health report has seen it since it was started."""

    name: str
    airflow: AirflowServer
    arguments: tuple[str, ...]
    reported_as: str
    if_schema_is_new: str
    schema: AirflowSchema
    needs: tuple[str, ...]
    stop_signal: signal.Signals = signal.SIGTERM
    _prepared_at: datetime = field(default=datetime.max.replace(tzinfo=UTC))

    def prepare(self) -> None:
        self._prepared_at = datetime.now(UTC)

    def command(self) -> Command:
        schema = "ready" if self.schema.is_known() else self.if_schema_is_new
        python = str(python_of(self.airflow.environment))
        return Command(
            (python, str(COMPONENT), schema, *self.arguments),
            directory=self.airflow.directory,
            environment={"AIRFLOW_HOME": str(self.airflow.directory)},
            may_finish=is_task_at_work,
        )

    def is_ready(self) -> bool:
        health = self.airflow.health()
        if health.get("metadatabase", {}).get("status") != "healthy":
            return False
        if self.reported_as == "metadatabase":
            return True
        report = health.get(self.reported_as, {})
        seen = report.get(f"latest_{self.reported_as}_heartbeat")
        # A component that was killed a moment ago is still reported as healthy.
        ready = report.get("status") == "healthy" and seen is not None and self._is_recent(seen)
        if ready and self.if_schema_is_new == "migrate":
            self.schema.remember()
        return ready

    def _is_recent(self, seen: str) -> bool:
        return datetime.fromisoformat(seen.replace("Z", "+00:00")) >= self._prepared_at


def is_task_at_work(process: Living) -> bool:
    """A task outlives a scheduler that died, and Airflow expects it to; an idle worker would stay for ever."""
    titles = (ancestor.title() for ancestor in (process, *process.ancestors()))
    return any(title.startswith(WORKER) and IDLE not in title for title in titles)


def airflow_components(
    airflow: AirflowServer, schema: AirflowSchema, needs: tuple[str, ...] = ("postgres",)
) -> tuple[AirflowComponent, ...]:
    """The API server takes longest to load, so it waits for the database alone; `needs` holds the others back."""
    return (
        AirflowComponent(API_SERVER, airflow, ("api-server",), "metadatabase", "ready", schema, ("postgres",)),
        AirflowComponent(SCHEDULER, airflow, ("scheduler", "--skip-serve-logs"), "scheduler", "migrate", schema, needs),
        AirflowComponent(DAG_PROCESSOR, airflow, ("dag-processor",), "dag_processor", "await", schema, needs),
    )
