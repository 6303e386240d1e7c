"""Airflow as the platform starts it: follows the workflows repository, lets its service user in, survives kill -9."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from deploy.local.airflow_server import AirflowServer
from deploy.local.git import git
from deploy.local.part import Part
from deploy.local.single_servers import running_airflow
from tests.fixtures.servers import wait_until

pytestmark = [pytest.mark.platform, pytest.mark.timeout(600)]

PATIENCE = 120.0
DAG = """
from airflow.sdk import DAG
with DAG("pushed", schedule=None):
    pass
"""


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[AirflowServer, Mapping[str, Part]]]:
    with running_airflow(tmp_path_factory.mktemp("airflow")) as started:
        yield started


def signed_in(airflow: AirflowServer) -> httpx.Client:
    credentials = {"username": airflow.user, "password": airflow.password}
    token = httpx.post(f"{airflow.url}/auth/token", json=credentials).raise_for_status().json()["access_token"]
    return httpx.Client(base_url=f"{airflow.url}/api/v2", headers={"Authorization": f"Bearer {token}"}, timeout=30)


def push(remote: Path, source: str) -> None:
    blob = git(remote, "hash-object", "-w", "--stdin", text=source)
    folder = git(remote, "mktree", text=f"100644 blob {blob}\tpushed.py\n")
    tree = git(remote, "mktree", text=f"040000 tree {folder}\tdags\n")
    commit = git(remote, "commit-tree", tree, "-p", "refs/heads/main", text="Add a DAG\n")
    git(remote, "update-ref", "refs/heads/main", commit)


def test_a_pushed_dag_is_seen_without_a_nudge(airflow: tuple[AirflowServer, Mapping[str, Part]]) -> None:
    server, _ = airflow
    push(Path(server.workflows_remote), DAG)
    with signed_in(server) as client:
        wait_until(lambda: [dag["dag_id"] for dag in client.get("/dags").json()["dags"]] == ["pushed"], PATIENCE)
        assert client.get("/dags/pushed").json()["is_paused"] is False


def test_killed_components_come_back(airflow: tuple[AirflowServer, Mapping[str, Part]]) -> None:
    _, parts = airflow
    killed = [parts["airflow_scheduler"], parts["airflow_dag_processor"]]
    family = {process for part in killed for process in part.processes()}
    for part in killed:
        part.kill()
    assert not [process for process in family if process.is_alive()]
    for part in killed:
        part.start()
    for part in killed:
        part.wait_ready(PATIENCE)


def test_its_secrets_are_readable_by_their_owner_only(airflow: tuple[AirflowServer, Mapping[str, Part]]) -> None:
    server, _ = airflow
    for file in (server.directory / "airflow.cfg", server.passwords):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
