"""The base class under the name, and with the constructor, that operators of the earlier releases know."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from domino.operator import BaseOperator

if TYPE_CHECKING:
    from domino.task_context import TaskContext

DEPLOY_MODE = "local"


class BasePiece(BaseOperator):
    """What is only here was there once and is still read by operators that exist."""

    deploy_mode: str = DEPLOY_MODE

    def __init__(self, deploy_mode: str = DEPLOY_MODE, task_id: str | None = None, dag_id: str | None = None) -> None:
        """The identity is known without being told; a subclass that passes it on has its word."""
        self.deploy_mode = deploy_mode
        if task_id is not None:
            self.task_id = task_id
        if dag_id is not None:
            self.dag_id = dag_id

    def enter_task(self, task: TaskContext, secrets: object = None) -> None:
        super().enter_task(task, secrets)
        # The form in which Airflow's ts_nodash writes a time.
        self.airflow_context = {
            **super().airflow_context,
            "execution_datetime": time.strftime("%Y%m%dT%H%M%S", time.gmtime()),
        }


__all__ = ["BasePiece"]
