"""What a generated DAG imports: `from domino_airflow import OperatorTask, param`.

Every DAG file pays for what is imported here, so names are looked up when they are asked for and the machinery when a task runs.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from domino_airflow.operator_task import OperatorTask
    from domino_airflow.run_param import param

__all__ = ["OperatorTask", "param"]


def __getattr__(name: str) -> Any:
    if name == "OperatorTask":
        from domino_airflow.operator_task import OperatorTask

        return OperatorTask
    if name == "param":
        from domino_airflow.run_param import param

        return param
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
