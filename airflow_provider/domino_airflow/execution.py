"""One try of a task, from Airflow's context to pushed outputs; imported only when a task runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowTaskTimeout
from domino.outcome import Outcome, Status
from domino.storage_layout import TaskFolder, task_folder

from domino_airflow.closing import leave_outcome
from domino_airflow.inputs import resolve_inputs
from domino_airflow.process_runtime import ProcessRuntime
from domino_airflow.runtime import CannotRunError, Work
from domino_airflow.settings import Settings, read_settings, required
from domino_airflow.task_log import TaskLog
from domino_airflow.version_check import check_version
from domino_airflow.xcom_values import to_xcom

if TYPE_CHECKING:
    from domino_airflow.operator_task import OperatorTask


def execute(task: OperatorTask, context: Mapping[str, Any]) -> None:
    """Run the operator and push its outputs. A failure that trying again cannot cure ends the task at once."""
    run = context["ti"]
    folder = task_folder(run.dag_id, run.run_id, run.task_id, run.map_index)
    try:
        settings = read_settings()
    except CannotRunError as error:
        raise AirflowException(str(error)) from None
    log = TaskLog(settings.storage_root, folder, run.try_number, task.log)
    try:
        outcome = _run(task, context, folder, settings, log)
    except CannotRunError as error:
        log.say("ERROR", str(error))
        leave_outcome(settings.storage_root, folder, Outcome(Status.PLATFORM_ERROR, str(error)))
        raise AirflowException(str(error)) from error.__cause__
    except AirflowTaskTimeout:
        message = f"The task was stopped because it took longer than {task.execution_timeout.total_seconds():g} s."
        log.say("ERROR", message)
        leave_outcome(settings.storage_root, folder, Outcome(Status.OPERATOR_ERROR, message))
        raise
    finally:
        log.close()
    match outcome.status:
        case Status.SUCCESS:
            _push_outputs(run, settings.storage_root / folder.outputs_file)
        case Status.INPUT_ERROR:
            # The same inputs would be refused again.
            raise AirflowFailException(log.masked(outcome.message))
        case _:
            raise AirflowException(log.masked(outcome.message))


def _run(
    task: OperatorTask, context: Mapping[str, Any], folder: TaskFolder, settings: Settings, log: TaskLog
) -> Outcome:
    run = context["ti"]
    check_version(task.dag.doc_md, context)
    runtime = _runtime(settings)
    # From here on, cancelling reaches the operator.
    task._runtime = runtime  # noqa: SLF001 - the task and its execution are one thing in two modules
    work = Work(
        operator=task.operator,
        image=task.image,
        inputs=resolve_inputs(task.inputs, context),
        dag_id=run.dag_id,
        run_id=run.run_id,
        task_id=run.task_id,
        map_index=run.map_index,
        try_number=run.try_number,
        folder=folder,
        upstream_folders={
            above: task_folder(run.dag_id, run.run_id, above).path
            for above in sorted(task.get_flat_relative_ids(upstream=True))
        },
    )
    if task.secrets:
        work = replace(work, secrets=_secrets(task, work))
        log.mask(work.secrets.values())
    return runtime.run(work, log)


def _runtime(settings: Settings) -> ProcessRuntime:
    if settings.runtime != "process":
        raise CannotRunError(
            f'The runtime "{settings.runtime}" is not known: set AIRFLOW__DOMINO__RUNTIME to "process".'
        )
    return ProcessRuntime(
        settings.environments_root, settings.storage_root, settings.output_limit_bytes, warm=settings.warm_start
    )


def _secrets(task: OperatorTask, work: Work) -> dict[str, str]:
    from airflow.sdk.log import mask_secret

    from domino_airflow.secrets import fetch_secrets

    secrets = fetch_secrets(
        required("gateway_url"),
        required("worker_key"),
        task.secrets,
        dag_id=work.dag_id,
        run_id=work.run_id,
        task_id=work.task_id,
        try_number=work.try_number,
    )
    for value in secrets.values():
        mask_secret(value)
    return secrets


def _push_outputs(run: Any, outputs: Path) -> None:
    """Each output under its own key, which is what `task.output["key"]` reads."""
    for name, value in json.loads(outputs.read_bytes()).items():
        run.xcom_push(name, to_xcom(value))
