"""The environment in which Airflow lives; it shares no packages with ours."""

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def airflow_python() -> Path:
    """DOMINO_AIRFLOW_PYTHON, or the one that a local start installs."""
    python = Path(os.environ.get("DOMINO_AIRFLOW_PYTHON") or CHECKOUT / ".venv-airflow" / "bin" / "python")
    if not python.exists():
        message = f"no Airflow at {python}: run `make install` or set DOMINO_AIRFLOW_PYTHON"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return python
