"""The class every operator inherits from.

It has no abstract method: an operator defines ``piece_function(self, input_data)`` or
``piece_function(self, input_data, secrets_data)`` with its own models, which no base signature could express.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from logging import Logger

    from domino.task_context import TaskContext
    from domino.task_path import TaskPath


class BaseOperator:
    """A typed unit of work. Subclass it under the name of its folder and define ``piece_function``.

    ``display_result`` may be set to ``{"file_type": ..., "file_path": ...}`` or ``{"file_type": ..., "base64_content": ...}``
    at any time; what was set is shown even when the operator fails later.
    """

    display_result: Mapping[str, object] | None = None
    secrets: Any = None
    """The validated SecretsModel, also for operators that do not take it as an argument."""

    _task: TaskContext | None = None

    def enter_task(self, task: TaskContext, secrets: object = None) -> None:
        """Tell the operator which task run it belongs to; the runner and dry runs call this, authors never."""
        self._task = task
        self.secrets = secrets

    @property
    def logger(self) -> Logger:
        """Writes to the log of the task, from DEBUG up."""
        # Importing logging costs 3 ms, which an operator that does not log need not pay.
        import logging

        if self._task is not None and self._task.owns_process:
            from domino.runner import log_lines

            log_lines.install()
        return logging.getLogger(f"domino.operators.{type(self).__name__}")

    @property
    def task_id(self) -> str:
        return self._running.task_id

    @property
    def dag_id(self) -> str:
        return self._running.dag_id

    @property
    def results_path(self) -> TaskPath:
        """An existing folder for files that other tasks and people may read."""
        return self._running.absolute(self._running.folder.results)

    @property
    def report_path(self) -> TaskPath:
        return self._running.absolute(self._running.folder.report)

    @property
    def xcom_path(self) -> TaskPath:
        """The folder in which the runner writes the outputs."""
        return self._running.absolute(self._running.folder.outputs_folder)

    @property
    def workflow_shared_storage_path(self) -> TaskPath:
        """The folder of the whole run, with one folder per task."""
        return self._running.run_folder

    @property
    def workflow_shared_storage(self) -> TaskPath:
        """The name that earlier releases gave to ``workflow_shared_storage_path``."""
        return self.workflow_shared_storage_path

    @property
    def upstream_folders(self) -> dict[str, TaskPath]:
        """The folders of the tasks before this one, by task id."""
        return {task: self._running.absolute(folder) for task, folder in self._running.upstream_folders.items()}

    @property
    def airflow_context(self) -> dict[str, object]:
        """The identity of the task run in Airflow's words."""
        task = self._running
        return {
            "dag_id": task.dag_id,
            "run_id": task.run_id,
            "dag_run_id": task.run_id,
            "task_id": task.task_id,
            "map_index": task.map_index,
            "try_number": task.try_number,
        }

    @property
    def _running(self) -> TaskContext:
        if self._task is None:
            raise RuntimeError(
                "An operator knows its task and folders only while it runs; use domino.testing.operator_dry_run in tests."
            )
        return self._task
