"""Operators run in a process group of their own that never outlives the task, cold or forked from a warm server."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from domino.outcome import Status
from domino_airflow.process_runtime import ProcessRuntime
from domino_airflow.runtime import CannotRunError, Runtime

from tests.fixtures.servers import wait_until
from tests.unit.airflow_provider.environments import make_environment
from tests.unit.airflow_provider.runtime_cases import (
    DIGEST,
    FOLDER,
    OPERATORS,
    Lines,
    RuntimeCases,
    outputs,
    sleeps,
    start,
    unique_seconds,
    work,
)


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("environments")
    make_environment(root, DIGEST, OPERATORS)
    yield root
    for server in servers_of(root):
        server.kill()


def servers_of(environments: Path) -> list[psutil.Process]:
    """The warm servers of these environments."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            line = " ".join(process.cmdline())
            if "warm/server.py" in line and str(environments) in line:
                found.append(process)
    return found


class ProcessCases(RuntimeCases):
    warm: bool

    @pytest.fixture
    def runtime(self, environments: Path, tmp_path: Path) -> ProcessRuntime:
        for name in ("t", "before"):
            (tmp_path / "d" / "r" / name / "results").mkdir(parents=True)
        return ProcessRuntime(environments, tmp_path, 1_000_000, warm=self.warm)

    def construction(self, runtime: Runtime, storage: Path) -> str:
        assert isinstance(runtime, ProcessRuntime)
        environments = runtime._environments_root
        return (
            "__import__('domino_airflow.process_runtime').process_runtime.ProcessRuntime("
            f"Path({str(environments)!r}), Path({str(storage)!r}), 1000, warm={self.warm})"
        )


class TestCold(ProcessCases):
    warm = False


class TestWarm(ProcessCases):
    warm = True


def test_tasks_of_one_environment_share_a_server_but_no_modules(environments: Path, tmp_path: Path) -> None:
    (tmp_path / FOLDER.results).mkdir(parents=True)
    for number in range(3):
        runtime = ProcessRuntime(environments, tmp_path, 1000, warm=True)
        assert runtime.run(work("Remember"), Lines()).status is Status.SUCCESS
        assert outputs(tmp_path)["text"] == "1", number
    assert len(servers_of(environments)) == 1


def test_tasks_of_a_server_run_at_the_same_time(environments: Path, tmp_path: Path) -> None:
    (tmp_path / FOLDER.results).mkdir(parents=True)
    runtimes = [ProcessRuntime(environments, tmp_path, 1000, warm=True) for _ in range(3)]
    running = [start(runtime, work("WaitWithChild", text=unique_seconds()), Lines()) for runtime in runtimes]
    for runtime in runtimes:
        runtime.kill()
    for thread, ended in running:
        thread.join(10)
        assert ended


def test_a_server_that_dies_fails_its_task_and_the_next_one_gets_a_new_server(
    environments: Path, tmp_path: Path
) -> None:
    (tmp_path / FOLDER.results).mkdir(parents=True)
    seconds = unique_seconds()
    runtime = ProcessRuntime(environments, tmp_path, 1000, warm=True)
    thread, ended = start(runtime, work("WaitWithChild", text=seconds), Lines())
    for server in servers_of(environments):
        server.kill()
    thread.join(10)
    assert ended[0].status is Status.PLATFORM_ERROR
    wait_until(lambda: not sleeps(seconds))
    again = ProcessRuntime(environments, tmp_path, 1000, warm=True).run(work("Echo", text="again"), Lines())
    assert again.status is Status.SUCCESS


def test_without_a_place_for_its_socket_an_operator_starts_cold(
    environments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FOLDER.results).mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    outcome = ProcessRuntime(environments, tmp_path, 1000, warm=True).run(work("Echo", text="cold"), Lines())
    assert outcome.status is Status.SUCCESS


def test_a_missing_environment_is_the_platforms_failure(tmp_path: Path) -> None:
    with pytest.raises(CannotRunError):
        ProcessRuntime(tmp_path, tmp_path, 1000).run(work("Echo"), Lines())
