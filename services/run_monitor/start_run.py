"""Starts a run on exactly the version that was asked for, or says why not.

Airflow always creates a run on the newest version it knows. So the newest one is compared before, and the version of the
created run after; a run that came out on another version is taken back. The tasks compare once more (see
`domino_airflow.version_check`), because Airflow may also move a version on to another commit while a run is under way.
"""

from services.run_monitor.airflow import Airflow, InvalidParams
from services.run_monitor.airflow_records import Dag, Run
from shared.messages.runs import RunAccepted, RunRefused, StartRun
from shared.runtime.failpoints import failpoint
from shared.workflow.digest import carried_digest, doc_md


async def start_run(airflow: Airflow, command: StartRun) -> tuple[RunAccepted | RunRefused, Run | None]:
    """The answer, and the run when it was accepted. A repeated command finds its run and gives the same answer."""
    run = await airflow.run(command.dag_id, command.dag_run_id)
    before = None
    if run is None:
        before = await airflow.dag(command.dag_id)
        if before is None or before.is_stale:
            return _unknown(command), None
        if before.digest != command.digest:
            return _superseded(command), None
        try:
            run = await airflow.start(command.dag_id, command.dag_run_id, command.params, note_of(command))
        except InvalidParams as error:
            return RunRefused(
                run_id=command.run_id, dag_id=command.dag_id, reason="invalid_params", message=str(error)
            ), None
        failpoint("run_monitor.run_started")
        if run is None:
            return _unknown(command), None
    if not await _carries_digest(airflow, command, run, before):
        await _take_back(airflow, run)
        return _superseded(command), None
    accepted = RunAccepted(
        run_id=command.run_id, dag_id=command.dag_id, dag_run_id=command.dag_run_id, digest=command.digest
    )
    return accepted, run


def note_of(command: StartRun) -> str:
    """Shown in Airflow, and read by the tasks."""
    return f"Version {command.version}. {doc_md(command.digest)}"


async def _carries_digest(airflow: Airflow, command: StartRun, run: Run, before: Dag | None) -> bool:
    """Whether the version that the run was created on is the one asked for."""
    after = await airflow.dag(command.dag_id)
    if after is not None and after.version_number == run.version_number:
        return after.digest == command.digest
    # A newer version has come since. Versions that have runs do not change any more.
    if before is not None:
        return before.version_number == run.version_number
    source = await airflow.version_source(command.dag_id, run.version_number)
    return source is not None and carried_digest(source) == command.digest


async def _take_back(airflow: Airflow, run: Run) -> None:
    await airflow.set_run_state(run.dag_id, run.dag_run_id, "failed")
    await airflow.delete_run(run.dag_id, run.dag_run_id)


def _unknown(command: StartRun) -> RunRefused:
    return RunRefused(
        run_id=command.run_id,
        dag_id=command.dag_id,
        reason="unknown_dag",
        message="Airflow does not know this workflow, or cannot import it.",
    )


def _superseded(command: StartRun) -> RunRefused:
    return RunRefused(
        run_id=command.run_id,
        dag_id=command.dag_id,
        reason="superseded",
        message=f"Airflow has another version than {command.version} by now.",
    )
