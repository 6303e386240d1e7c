"""What DAG files and tasks import, in Airflow's own environment: a container client only where tasks run in containers."""

import subprocess
from pathlib import Path

import pytest

from deploy.local.layout import AIRFLOW_ENVIRONMENT, python_of

DAG = "from domino_airflow import OperatorTask, param; OperatorTask(task_id='t', operator='O', image='x:0123')"
PLUGIN = "import domino_airflow.plugin"
TOLD = "import sys; print([name for name in ('docker', 'domino_airflow.process_runtime') if name in sys.modules])"


@pytest.mark.parametrize(("runtime", "of_tasks"), [("process", "domino_airflow.process_runtime"), ("docker", "docker")])
def test_dag_files_import_no_runtime_and_tasks_only_their_own(tmp_path: Path, runtime: str, of_tasks: str) -> None:
    done = subprocess.run(
        [python_of(AIRFLOW_ENVIRONMENT), "-c", f"{DAG}\n{TOLD}\n{PLUGIN}\n{TOLD}"],
        env={"AIRFLOW_HOME": str(tmp_path), "AIRFLOW__DOMINO__RUNTIME": runtime, "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[-2:] == ["[]", str([of_tasks])], done.stderr
