"""Translates what is asked into calls, and their outcomes into answers."""

from collections.abc import Iterable

from services.run_monitor.airflow import Airflow
from services.run_monitor.log_tail import LogTails
from services.run_monitor.registrations import Registrations
from services.run_monitor.run_control import cancel_run, look_at_run, retry_run
from services.run_monitor.start_run import start_run
from services.run_monitor.watch import Watch
from shared.messages.airflow import AirflowChanged
from shared.messages.message import Event
from shared.messages.runs import CancelRun, ObserveRun, RetryRun, RunVanished, StartRun, TailLog
from shared.messages.workflows import ConfirmRegistration, DagForgotten, DagPaused, ForgetDag, PauseDag
from shared.runtime.errors import Transient


class Handlers:
    def __init__(self, airflow: Airflow, watch: Watch, registrations: Registrations, tails: LogTails) -> None:
        self._airflow = airflow
        self._watch = watch
        self._registrations = registrations
        self._tails = tails

    async def confirm_registration(self, command: ConfirmRegistration) -> Iterable[Event]:
        answer = await self._registrations.confirm(command)
        return () if answer is None else (answer,)

    async def start_run(self, command: StartRun) -> Iterable[Event]:
        with self._watch.silent_about((command.dag_id, command.dag_run_id)):
            answer, run = await start_run(self._airflow, command)
        if run is not None:
            self._watch.expect_changes()
            await self._watch.saw(run)
        return (answer,)

    async def cancel_run(self, command: CancelRun) -> Iterable[Event]:
        run = await cancel_run(self._airflow, command.dag_id, command.dag_run_id)
        if run is None:
            return (_vanished(command),)
        self._watch.expect_changes()
        await self._watch.saw(run)
        return ()

    async def retry_run(self, command: RetryRun) -> Iterable[Event]:
        run = await retry_run(self._airflow, command.dag_id, command.dag_run_id, command.tasks)
        if run is None:
            return (_vanished(command),)
        self._watch.expect_changes()
        await self._watch.saw(run)
        return ()

    async def observe_run(self, command: ObserveRun) -> Iterable[Event]:
        """Answered even when nothing is new: whoever asks has missed something."""
        seen = await look_at_run(self._airflow, command.dag_id, command.dag_run_id)
        if seen is None:
            return (_vanished(command),)
        return self._watch.as_answer(*seen)

    async def pause_dag(self, command: PauseDag) -> Iterable[Event]:
        paused = await self._airflow.set_paused(command.dag_id, paused=command.paused)
        if paused is None:
            raise Transient(f"Airflow does not know {command.dag_id} yet.")
        return (DagPaused(workflow_id=command.workflow_id, dag_id=command.dag_id, paused=paused),)

    async def forget_dag(self, command: ForgetDag) -> Iterable[Event]:
        dag = await self._airflow.dag(command.dag_id)
        if dag is not None and not dag.is_stale:
            # Airflow would parse the file once more and show the DAG again.
            await self._airflow.nudge(dag.file_token)
            raise Transient(f"Airflow has not noticed yet that the file of {command.dag_id} is gone.")
        if not await self._airflow.forget_dag(command.dag_id):
            raise Transient(f"Tasks of {command.dag_id} are still running.")
        return (DagForgotten(workflow_id=command.workflow_id, dag_id=command.dag_id),)

    async def tail_log(self, command: TailLog) -> None:
        await self._tails.tail(command)

    async def airflow_changed(self, change: AirflowChanged) -> None:
        self._watch.heard(change)


def _vanished(command: CancelRun | RetryRun | ObserveRun) -> RunVanished:
    return RunVanished(run_id=command.run_id, dag_id=command.dag_id, dag_run_id=command.dag_run_id)
