"""Airflow's entry point to the listener."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from domino_airflow import listener


class DominoPlugin(AirflowPlugin):  # type: ignore[misc] # Airflow is not installed where types are checked
    name = "domino"
    listeners = (listener,)
