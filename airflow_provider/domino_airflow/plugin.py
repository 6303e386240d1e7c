"""Airflow's entry point to the listener."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from domino_airflow import execution, listener
from domino_airflow.settings import chosen_runtime

# Airflow forks tasks from processes that have loaded its plugins, which find the machinery in memory then.
execution.preload(chosen_runtime())


class DominoPlugin(AirflowPlugin):  # type: ignore[misc] # Airflow is not installed where types are checked
    name = "domino"
    listeners = (listener,)
