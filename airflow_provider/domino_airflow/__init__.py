"""What a generated DAG imports. Every DAG file pays for what is imported here, so the machinery comes in only when a task runs."""

from domino_airflow.operator_task import OperatorTask
from domino_airflow.run_param import param

__all__ = ["OperatorTask", "param"]
