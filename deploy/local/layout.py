"""Where things lie: the checkout's own folders and the home in which one platform keeps its data."""

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SERVICES_ENVIRONMENT = CHECKOUT / ".venv"
AIRFLOW_ENVIRONMENT = CHECKOUT / ".venv-airflow"
UV_ENVIRONMENT = CHECKOUT / ".venv-uv"
PAGE = CHECKOUT / "frontend" / "dist"


def python_of(environment: Path) -> Path:
    return environment / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of one platform: data, keys, logs. Readable by its owner only."""

    path: Path

    @classmethod
    def from_environment(cls) -> "Home":
        chosen = os.environ.get("DOMINO_HOME")
        return cls(Path(chosen).expanduser().resolve() if chosen else CHECKOUT / ".domino")

    def create(self) -> None:
        """Make the folder and its sub-folders; close it to everybody else."""
        for folder in (self.path, self.logs, self.storage, self.work, self.environments):
            folder.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o700)

    @property
    def keys(self) -> Path:
        return self.path / "keys.json"

    @property
    def platform_file(self) -> Path:
        return self.path / "platform.json"

    @property
    def processes(self) -> Path:
        return self.path / "processes.json"

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def nats(self) -> Path:
        return self.path / "nats"

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def airflow(self) -> Path:
        return self.path / "airflow"

    @property
    def airflow_schema(self) -> Path:
        return self.path / "airflow-schema.json"

    @property
    def workflows(self) -> Path:
        return self.path / "workflows.git"

    @property
    def examples(self) -> Path:
        return self.path / "examples.git"

    @property
    def examples_mark(self) -> Path:
        """Exists once the examples were installed: who deletes them later does not get them back."""
        return self.path / "examples-installed"

    @property
    def storage(self) -> Path:
        return self.path / "storage"

    @property
    def environments(self) -> Path:
        return self.path / "environments"

    @property
    def work(self) -> Path:
        return self.path / "work"
