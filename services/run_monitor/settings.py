"""What run_monitor needs to know."""

from pathlib import Path

from pydantic import PositiveFloat, SecretStr

from shared.runtime.settings import WorkerSettings


class Settings(WorkerSettings):
    """Airflow's REST API with a user that may do everything, and the shared storage in which logs appear. While a run is on,
    Airflow is asked every `active_poll_seconds`; otherwise every `idle_poll_seconds`."""

    airflow_url: str
    airflow_username: str
    airflow_password: SecretStr
    storage_root: Path
    active_poll_seconds: PositiveFloat = 0.7
    idle_poll_seconds: PositiveFloat = 2.5
