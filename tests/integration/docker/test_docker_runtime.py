"""Operators in containers of a real Docker Engine: the same cases as processes, and how containers begin and end."""

import signal
import subprocess
import threading
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from domino.outcome import Status
from domino_airflow.containers.claim import abandoned, claimed_name
from domino_airflow.containers.settings import ContainerSettings
from domino_airflow.docker_runtime import DockerRuntime
from domino_airflow.process_runtime import ProcessRuntime
from domino_airflow.runtime import CannotRunError, Runtime

from tests.fixtures.docker_engine import DockerEngine
from tests.fixtures.servers import wait_until
from tests.integration.docker.conftest import containers_of, label_of
from tests.unit.airflow_provider.environments import make_environment
from tests.unit.airflow_provider.runtime_cases import (
    BEFORE,
    DIGEST,
    OPERATORS,
    Lines,
    RuntimeCases,
    outputs,
    sleeps,
    start,
    unique_seconds,
    work,
    work_after,
    work_before,
)


class TestDocker(RuntimeCases):
    @pytest.fixture
    def runtime(self, docker_runtime: DockerRuntime) -> DockerRuntime:
        return docker_runtime

    def construction(self, runtime: Runtime, storage: Path) -> str:
        assert isinstance(runtime, DockerRuntime)
        return (
            "__import__('domino_airflow.docker_runtime').docker_runtime.DockerRuntime("
            "__import__('domino_airflow.containers.settings').containers.settings."
            f"ContainerSettings({runtime.settings.url!r}, {str(storage)!r}), Path({str(storage)!r}), 1000)"
        )

    def test_nothing_is_left_of_a_container_that_was_cancelled(
        self, engine: DockerEngine, runtime: DockerRuntime
    ) -> None:
        thread, _ = start(runtime, work("Await"), Lines())
        assert len(containers_of(engine, runtime)) == 1
        runtime.kill()
        thread.join(10)
        assert containers_of(engine, runtime) == []

    def test_a_task_that_was_cancelled_before_it_began_makes_no_container(self, runtime: DockerRuntime) -> None:
        runtime.kill()
        log = Lines()
        assert runtime.run(work("Echo", text="never"), log).message == "The task was cancelled."
        assert log.text == ""

    def test_nothing_is_left_of_a_container_that_ran_out_of_time(
        self, engine: DockerEngine, runtime: DockerRuntime
    ) -> None:
        """Airflow's time-out is an exception out of a signal handler, wherever the code is just then."""

        class OutOfTimeError(BaseException):
            pass

        def stop(number: int, frame: object) -> None:
            raise OutOfTimeError

        log = Lines()
        usual = signal.signal(signal.SIGUSR1, stop)
        ours = threading.main_thread().ident
        assert ours is not None

        def ring() -> None:
            log.seen.wait(30)
            signal.pthread_kill(ours, signal.SIGUSR1)

        alarm = threading.Thread(target=ring)
        alarm.start()
        try:
            with pytest.raises(OutOfTimeError):
                runtime.run(work("Await"), log)
        finally:
            signal.signal(signal.SIGUSR1, usual)
            alarm.join()
        assert containers_of(engine, runtime) == []
        runtime.kill()  # as Airflow does afterwards

    def test_nothing_is_left_when_the_task_is_killed(
        self, engine: DockerEngine, runtime: DockerRuntime, tmp_path: Path
    ) -> None:
        task = self.started_elsewhere(runtime, tmp_path, unique_seconds())
        task.send_signal(signal.SIGKILL)
        task.wait()
        wait_until(lambda: containers_of(engine, runtime) == [], 30)

    def test_what_a_power_cut_leaves_is_removed_by_the_next_task(
        self, engine: DockerEngine, runtime: DockerRuntime, tmp_path: Path
    ) -> None:
        seconds = unique_seconds()
        task = self.started_elsewhere(runtime, tmp_path, seconds)
        end_all_of(task)
        assert sleeps(seconds)
        [left] = containers_of(engine, runtime)
        assert label_of(left, "domino.task") == "t"
        assert runtime.run(work("Echo", text="next"), Lines()).status is Status.SUCCESS
        assert containers_of(engine, runtime) == []
        assert not sleeps(seconds)
        assert list((tmp_path / ".containers").iterdir()) == []

    def test_a_container_that_has_a_task_is_not_swept_up(self, engine: DockerEngine, runtime: DockerRuntime) -> None:
        other = replace(runtime)
        thread, ended = start(other, work_before("Await"), Lines())
        assert runtime.run(work("Echo", text="beside"), Lines()).status is Status.SUCCESS
        assert len(containers_of(engine, runtime)) == 1
        assert ended == []
        other.kill()
        thread.join(10)


def end_all_of(task: "subprocess.Popen[bytes]") -> None:
    """As a power cut would: nobody is left to tidy up."""
    for process in (*psutil.Process(task.pid).children(recursive=True), psutil.Process(task.pid)):
        process.kill()
    task.wait()


def test_a_name_is_held_until_it_is_given_back(tmp_path: Path) -> None:
    with claimed_name(tmp_path) as name, abandoned(tmp_path, name) as is_orphan:
        assert not is_orphan
    with abandoned(tmp_path, name) as is_orphan:
        assert is_orphan


@pytest.mark.parametrize("first", ["process", "docker"])
def test_a_path_means_the_same_file_in_the_other_runtime(
    docker_runtime: DockerRuntime, tmp_path: Path, first: str
) -> None:
    make_environment(tmp_path / "environments", DIGEST, OPERATORS)
    for folder in ("before", "t"):
        (tmp_path / "d" / "r" / folder / "results").mkdir(parents=True)
    runtimes: list[Runtime] = [ProcessRuntime(tmp_path / "environments", tmp_path, 1000), docker_runtime]
    writer, reader = runtimes if first == "process" else reversed(runtimes)
    assert writer.run(work_before("WriteFile", text="handed over"), Lines()).status is Status.SUCCESS
    path = outputs(tmp_path, BEFORE)["text"]
    outcome = reader.run(work_after(tmp_path, "ReadFile", text=path), Lines())
    assert outcome.status is Status.SUCCESS, outcome
    assert outputs(tmp_path)["text"] == "handed over"


def test_an_operator_that_needs_too_much_memory_is_told_so(docker_runtime: DockerRuntime) -> None:
    outcome = docker_runtime.run(replace(work("TakeMemory"), resources={"memory": "96Mi"}), Lines())
    assert outcome.status is Status.OPERATOR_ERROR
    assert outcome.message == (
        "The operator needed more than its 96 MiB of memory: give the task more, or less to do at once."
    )


def test_a_gpu_that_is_not_there_is_the_platforms_failure(docker_runtime: DockerRuntime) -> None:
    with pytest.raises(CannotRunError, match="no GPUs to give"):
        docker_runtime.run(replace(work("Echo", text="x"), resources={"gpu": 1}), Lines())


def test_an_engine_that_is_not_there_is_named_with_the_cure(tmp_path: Path) -> None:
    settings = ContainerSettings(f"unix://{tmp_path}/docker.sock", str(tmp_path))
    with pytest.raises(
        CannotRunError, match=r"docker.sock cannot be reached: start it, or set AIRFLOW__DOMINO__DOCKER_URL"
    ):
        DockerRuntime(settings, tmp_path, 1000).run(work("Echo"), Lines())


def test_storage_that_the_engine_does_not_see_is_named_with_the_cure(
    docker_runtime: DockerRuntime, tmp_path: Path
) -> None:
    elsewhere = replace(docker_runtime, settings=replace(docker_runtime.settings, storage_source="/nowhere"))
    with pytest.raises(CannotRunError, match=r"does not see /nowhere/d/r/t: set AIRFLOW__DOMINO__DOCKER_STORAGE_ROOT"):
        elsewhere.run(work("Echo"), Lines())


def test_an_unknown_network_is_named_with_the_cure(docker_runtime: DockerRuntime) -> None:
    elsewhere = replace(docker_runtime, settings=replace(docker_runtime.settings, network="inner"))
    with pytest.raises(CannotRunError, match=r"AIRFLOW__DOMINO__DOCKER_NETWORK.*inner"):
        elsewhere.run(work("Echo", text=""), Lines())
