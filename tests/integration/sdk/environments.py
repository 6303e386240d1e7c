"""Real environments with the real distribution, and a way to run the runner in them as Airflow's side does."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domino.outcome import Outcome, read_outcome
from domino.storage_layout import TaskFolder, task_folder

ROOT = Path(__file__).parents[3]
SDK = ROOT / "sdk"
EXAMPLES = ROOT / "examples" / "operators_repository"
DEADLINE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Ended:
    """What one task left behind."""

    exit_code: int
    outcome: Outcome | None
    outputs: dict[str, Any] | None
    log: str
    storage_root: Path
    folder: TaskFolder

    @property
    def results(self) -> Path:
        return self.storage_root / self.folder.results


@dataclass(frozen=True, slots=True)
class Environment:
    """A Python with ``domino`` installed, and where tasks that run in it keep their files."""

    python: Path
    storage_root: Path

    def request(self, operator: str, repository: Path, inputs: dict[str, Any], **more: Any) -> dict[str, Any]:
        """A request as OperatorTask writes it; ``more`` replaces fields."""
        context: dict[str, Any] = {
            "dag_id": "flow",
            "run_id": "run__1",
            "task_id": operator,
            "map_index": -1,
            "try_number": 1,
        }
        context |= more.pop("context", {})
        folder = task_folder(context["dag_id"], context["run_id"], context["task_id"], context["map_index"])
        return {
            "operator": operator,
            "repository_root": str(repository),
            "inputs": inputs,
            "secrets": {},
            "context": context,
            "storage_root": str(self.storage_root),
            "task_folder": folder.path,
            "upstream_folders": {},
            "output_limit_bytes": 1_000_000,
            **more,
        }

    def run(self, operator: str, repository: Path, inputs: dict[str, Any], **more: Any) -> Ended:
        request = self.request(operator, repository, inputs, **more)
        done = self.start(json.dumps(request).encode())
        folder = TaskFolder(request["task_folder"])
        outcome, outputs = self.storage_root / folder.outcome_file, self.storage_root / folder.outputs_file
        return Ended(
            exit_code=done.returncode,
            outcome=read_outcome(outcome.read_bytes()) if outcome.exists() else None,
            outputs=json.loads(outputs.read_bytes()) if outputs.exists() else None,
            log=done.stdout.decode(),
            storage_root=self.storage_root,
            folder=folder,
        )

    def start(self, standard_input: bytes, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        """Run the runner to its end with one pipe for both of its outputs."""
        return subprocess.run(
            [str(self.python), "-P", "-m", "domino.runner"],
            input=standard_input,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=clean_environment(),
            timeout=DEADLINE_SECONDS,
            check=False,
        )


def clean_environment() -> dict[str, str]:
    """Nothing of the test's own Python may reach the runner: it has to work from what is installed."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def make_environment(folder: Path, *requirements: Path) -> Path:
    """A virtual environment with the distribution and some requirements; return its Python."""
    uv = shutil.which("uv", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    assert uv is not None, "uv belongs to the development environment"
    python = folder / "bin" / "python"
    files = [argument for file in requirements for argument in ("-r", str(file))]
    for command in (
        [uv, "venv", "--quiet", "--python", sys.executable, str(folder)],
        [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(python), str(SDK), *files],
    ):
        done = subprocess.run(command, capture_output=True, text=True, env=clean_environment(), check=False)
        assert done.returncode == 0, done.stderr
    return python


def write_operator(repository: Path, name: str, operator: str, models: str | None = None) -> Path:
    """Add an operator to a repository; return the repository."""
    folder = repository / "operators" / name
    folder.mkdir(parents=True)
    (folder / "operator.py").write_text(operator)
    (folder / "models.py").write_text(models if models is not None else MODELS)
    return repository


MODELS = """
from pydantic import BaseModel

class InputModel(BaseModel):
    text: str = ""

class OutputModel(BaseModel):
    text: str
"""
