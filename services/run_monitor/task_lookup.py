"""How a task run stands, for somebody who reads its log: from memory, or asked of Airflow now and then."""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.run_monitor.airflow import Airflow
from services.run_monitor.watch import Watch
from shared.messages.runs import TailLog, TaskObservation
from shared.runtime.errors import DominoError

ASK_EVERY = timedelta(seconds=3)


class TaskLookup:
    def __init__(self, airflow: Airflow, watch: Watch, now: Callable[[], datetime]) -> None:
        self._airflow = airflow
        self._watch = watch
        self._now = now
        self._asked: dict[tuple[str, str], datetime] = {}

    async def find(self, command: TailLog) -> TaskObservation | None:
        key = (command.dag_id, command.dag_run_id)
        known = self._watch.task(key, command.task_id, command.map_index)
        if known is not None:
            return known
        now = self._now()
        self._asked = {run: at for run, at in self._asked.items() if now - at < ASK_EVERY}
        if key in self._asked:
            return None
        self._asked[key] = now
        try:
            tasks = await self._airflow.tasks_of_run(*key)
        except DominoError:
            return None
        wanted = (command.task_id, command.map_index)
        return next((task.observed(now) for task in tasks if (task.task_id, task.map_index) == wanted), None)
