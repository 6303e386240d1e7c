"""Airflow's entry point to the listener."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

# Imported for its effect: Airflow forks tasks from processes that have loaded its plugins, which find the machinery in memory then.
from domino_airflow import execution, listener  # noqa: F401


class DominoPlugin(AirflowPlugin):  # type: ignore[misc] # Airflow is not installed where types are checked
    name = "domino"
    listeners = (listener,)
