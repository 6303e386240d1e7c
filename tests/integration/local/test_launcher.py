"""`make run` as a person sees it: started, asked twice, disturbed, stopped, killed and started again."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from deploy.local.layout import CHECKOUT, Home
from deploy.local.rest import Gateway
from tests.fixtures.servers import wait_until

pytestmark = [pytest.mark.platform, pytest.mark.timeout(600)]

PATIENCE = 240.0
PARTS = {
    "nats",
    "postgres",
    "api_gateway",
    "workflow_compiler",
    "git_sync",
    "image_builder",
    "run_monitor",
    "airflow_api_server",
    "airflow_scheduler",
    "airflow_dag_processor",
}


class Launcher:
    """One launcher process with its own home; examples are left out to be quick."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.home.create()
        self.home.examples_mark.touch()
        self.output = folder / "output.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.output.open("wb") as output:
            self.process = self.launch(output)
        wait_until(lambda: self.home.platform_file.exists() or self.process_ended(), PATIENCE)
        wait_until(lambda: "Time line" in self.said() or self.process_ended(), PATIENCE)
        assert not self.process_ended(), self.said()

    def launch(self, output: Any) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "DOMINO_HOME": str(self.home.path), "CI": "true"}
        arguments = (sys.executable, "-m", "deploy.local.run")
        return subprocess.Popen(arguments, cwd=CHECKOUT, env=environment, stdout=output, stderr=subprocess.STDOUT)

    def process_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def end(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(60)

    def said(self) -> str:
        return self.output.read_text()

    def description(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.home.platform_file.read_text())
        return content

    def processes_at_home(self) -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter():
            try:
                if Path(process.cwd()).is_relative_to(self.home.path):
                    found.append(process)
            except psutil.Error:
                continue
        return found


@pytest.fixture(scope="module")
def launcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    launcher = Launcher(tmp_path_factory.mktemp("home"))
    yield launcher
    if not launcher.process_ended():
        launcher.end(signal.SIGTERM)


def test_started_asked_twice_disturbed_and_stopped(launcher: Launcher) -> None:
    launcher.start()
    description = launcher.description()
    assert stat.S_IMODE(launcher.home.platform_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(launcher.home.path.stat().st_mode) == 0o700
    assert set(description["pids"]) == PARTS
    assert all(psutil.pid_exists(pid) for pid in description["pids"].values())
    said = launcher.said()
    for expected in (description["url"], "/sign-in?ticket=", description["email"], description["password"], "Ctrl-C"):
        assert expected in said
    assert set(PARTS) | {"runnable"} <= set(said.partition("Time line")[2].split())

    another = launcher.launch(subprocess.PIPE)
    answer, _ = another.communicate(timeout=60)
    assert another.returncode == 0
    assert f"already running in {launcher.home.path}" in answer.decode()
    assert description["url"] in answer.decode()

    before = description["pids"]["git_sync"]
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: launcher.description()["pids"].get("git_sync", before) != before, PATIENCE)
    wait_until(lambda: "git_sync works again" in launcher.said(), PATIENCE)

    everything = launcher.processes_at_home()
    assert len(everything) >= len(PARTS)
    assert launcher.end(signal.SIGINT) == 0
    assert not [process for process in everything if process.is_running()]
    assert launcher.processes_at_home() == []
    assert not launcher.home.platform_file.exists()
    assert "every process has ended" in launcher.said()


def test_a_killed_start_is_cleaned_up_by_the_next_which_keeps_all_data(launcher: Launcher) -> None:
    launcher.start()
    first = launcher.description()
    gateway = Gateway(first["url"])
    gateway.sign_in(first["email"], first["password"])
    gateway.post("/workspaces", {"name": "kept"})
    assert launcher.end(signal.SIGKILL) == -signal.SIGKILL
    orphans = launcher.processes_at_home()
    assert len(orphans) >= len(PARTS)

    launcher.start()
    second = launcher.description()
    assert not [process for process in orphans if process.is_running()]
    assert second["password"] == first["password"]
    assert "ended what a killed start had left: " in launcher.said()
    gateway = Gateway(second["url"])
    gateway.sign_in(second["email"], second["password"])
    assert "kept" in {workspace["name"] for workspace in gateway.get("/workspaces")["items"]}
    assert launcher.end(signal.SIGTERM) == 0
    assert launcher.processes_at_home() == []
