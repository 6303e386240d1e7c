"""The task of every generated DAG: one operator, in the environment of its dependency group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from airflow.sdk import BaseOperator, XComArg

if TYPE_CHECKING:
    from domino_airflow.runtime import Runtime


class OperatorTask(BaseOperator):  # type: ignore[misc] # Airflow is not installed where types are checked
    """Runs `operator` of the repository that `image` was made from.

    `inputs` are JSON values in which other tasks' outputs (`fetch.output["body"]`) and run parameters (`param("city")`) may
    stand at any depth. `secrets` names the secrets the operator needs; without names the gateway is not asked.
    `resources` and `storage_access` are for the runtimes that can keep to them; other arguments are Airflow's own.
    """

    # Airflow would render Jinja in template fields: `{{ conn.x.password }}` typed into an input must stay that text.
    template_fields: ClassVar[Sequence[str]] = ()
    ui_color = "#eef2ff"

    def __init__(
        self,
        *,
        operator: str,
        image: str,
        inputs: Mapping[str, Any] | None = None,
        secrets: Sequence[str] = (),
        resources: Mapping[str, Any] | None = None,
        storage_access: str = "read_write",
        **airflow_arguments: Any,
    ) -> None:
        # Lets `task.output["key"]` of a skipped task resolve to None instead of failing the task that reads it.
        airflow_arguments.setdefault("multiple_outputs", True)
        super().__init__(**airflow_arguments)
        self.operator = operator
        self.image = image
        self.inputs = dict(inputs or {})
        self.secrets = tuple(secrets)
        # Airflow's own `resources` is something else.
        self.container_resources = dict(resources or {})
        self.storage_access = storage_access
        self._runtime: Runtime | None = None
        XComArg.apply_upstream_relationship(self, self.inputs)

    def execute(self, context: Mapping[str, Any]) -> None:
        from domino_airflow.execution import execute

        execute(self, context)

    def on_kill(self) -> None:
        """Airflow calls this when the run is cancelled or the task has run out of time."""
        if self._runtime is not None:
            self._runtime.kill()
