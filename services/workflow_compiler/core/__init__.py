"""From a definition to an Airflow DAG: resolve → order → render → check. Pure: no clock, no files, no network."""

from services.workflow_compiler.core.compilation import Compiled, Rejected, compile_workflow

__all__ = ["Compiled", "Rejected", "compile_workflow"]
