"""What a task's container can see and do, told by operators that try."""

import contextlib
import json
import logging
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from domino.outcome import Status
from domino.storage_layout import task_folder
from domino_airflow.containers.settings import USER, usual_user
from domino_airflow.containers.specification import HOME as IMAGE_HOME
from domino_airflow.docker_runtime import DockerRuntime
from domino_airflow.runtime import CONTAINER_STORAGE
from domino_airflow.task_log import TaskLog

from tests.fixtures.docker_engine import DockerEngine
from tests.fixtures.servers import wait_until
from tests.integration.docker.conftest import containers_of
from tests.unit.airflow_provider.runtime_cases import (
    FOLDER,
    SECRET,
    Lines,
    outputs,
    start,
    work,
    work_after,
    work_before,
)

HOME = Path(CONTAINER_STORAGE)


def test_a_secret_is_nowhere_but_in_the_operators_memory(
    engine: DockerEngine, docker_runtime: DockerRuntime, tmp_path: Path
) -> None:
    canary = "canary-6f0c1d"
    log = Lines()
    thread, _ = start(docker_runtime, replace(work("Await", text="typed-7b2e"), secrets={"KEY": canary}), log)
    try:
        described = json.dumps(containers_of(engine, docker_runtime))
        assert "domino.task" in described
        told = json.dumps([process.info["cmdline"] for process in psutil.process_iter(["cmdline"])])
        environments = b"".join(environment_of(process) for process in psutil.process_iter())
        for word in (canary, "typed-7b2e"):
            assert word not in described
            assert word not in told
            assert word.encode() not in environments
            assert word not in log.text
            assert files_with(word, engine.data / "containers") == []
            assert files_with(word, tmp_path) == []
    finally:
        docker_runtime.kill()
        thread.join(10)


def environment_of(process: psutil.Process) -> bytes:
    try:
        return Path(f"/proc/{process.pid}/environ").read_bytes()
    except OSError:
        return b""


def files_with(word: str, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_the_engine_keeps_no_log_of_what_an_operator_says(engine: DockerEngine, docker_runtime: DockerRuntime) -> None:
    log = Lines()
    thread, _ = start(docker_runtime, work("Await"), log)
    [container] = containers_of(engine, docker_runtime)
    assert container["HostConfig"]["LogConfig"]["Type"] == "none"
    assert files_with("ready", engine.data / "containers") == []
    docker_runtime.kill()
    thread.join(10)


def test_it_has_no_rights_and_limits_for_everything(engine: DockerEngine, docker_runtime: DockerRuntime) -> None:
    asked = {"cpu": "250m", "memory": "200Mi"}
    thread, _ = start(docker_runtime, replace(work("Await"), resources=asked), Lines())
    [container] = containers_of(engine, docker_runtime)
    docker_runtime.kill()
    thread.join(10)
    host = container["HostConfig"]
    assert host["CpuQuota"] / host["CpuPeriod"] == 0.25
    assert host["Memory"] == host["MemorySwap"] == 200 * 1024 * 1024
    assert host["CapDrop"] == ["ALL"]
    assert host["SecurityOpt"] == ["no-new-privileges:true"]
    assert host["ReadonlyRootfs"] is True
    assert host["NetworkMode"] == "none"
    assert host["PidsLimit"] > 0
    assert host["Init"] is True
    assert not host["Privileged"]
    assert container["Config"]["User"] == usual_user()


def test_it_sees_its_own_folder_and_those_of_the_tasks_before_it(docker_runtime: DockerRuntime, tmp_path: Path) -> None:
    docker_runtime.run(work_before("Write", text="before"), Lines())
    for other in (task_folder("d", "r", "beside"), task_folder("d", "other_run", "t"), task_folder("secret", "r", "t")):
        (tmp_path / other.results).mkdir(parents=True)
        (tmp_path / other.results / "private.txt").write_text("not for others")
    assert docker_runtime.run(work_after(tmp_path, "Look"), Lines()).status is Status.SUCCESS
    told = json.loads(outputs(tmp_path)["text"])
    places = {Path(path).relative_to(HOME) for path in told["seen"]}
    assert {path.parts[0] for path in places} == {"d", "t", "before"}
    assert {path.parts[2] for path in places if path.parts[0] == "d" and len(path.parts) > 2} == {"t", "before"}
    assert Path("d/r/before/results/file.txt") in places
    assert Path("before/results/file.txt") in places
    assert told["uid"] == (os.getuid() or USER)
    assert told["capabilities"] == 0
    assert told["no_new_privileges"] == 1
    assert told["networks"] == ["lo"]
    assert told["processors"] == "docker-init"


def test_it_sees_no_other_folder_without_access_to_storage(docker_runtime: DockerRuntime, tmp_path: Path) -> None:
    docker_runtime.run(work_before("Write", text="before"), Lines())
    alone = replace(work_after(tmp_path, "Look"), storage_access="none")
    assert docker_runtime.run(alone, Lines()).status is Status.SUCCESS
    assert "before" not in outputs(tmp_path)["text"]


def test_it_writes_to_its_own_folder_to_tmp_and_to_its_home_alone(
    docker_runtime: DockerRuntime, tmp_path: Path
) -> None:
    docker_runtime.run(work_before("Write", text="before"), Lines())
    own = f"{CONTAINER_STORAGE}/{FOLDER.results}/own.txt"
    shut = [
        f"{CONTAINER_STORAGE}/d/r/before/results/file.txt",
        f"{CONTAINER_STORAGE}/before/results/file.txt",
        f"{CONTAINER_STORAGE}/stray.txt",
        f"{CONTAINER_STORAGE}/d/r/stray.txt",
        "/home/operators_repository/operators/Look/operator.py",
        "/etc/passwd",
        "/stray.txt",
    ]
    places = " ".join((own, f"{CONTAINER_STORAGE}/t/results/alias.txt", "/tmp/own.txt", f"{IMAGE_HOME}/own.txt", *shut))
    assert docker_runtime.run(work_after(tmp_path, "TryToWrite", text=places), Lines()).status is Status.SUCCESS
    told = json.loads(outputs(tmp_path)["text"])
    assert {place for place, how in told.items() if how == "written"} == set(told) - set(shut)
    assert (tmp_path / FOLDER.results / "alias.txt").exists()
    assert (tmp_path / "d/r/before/results/file.txt").read_text() == "before"


def test_what_the_image_has_in_its_home_is_there_in_every_container(
    engine: DockerEngine, docker_runtime: DockerRuntime, tmp_path: Path
) -> None:
    for _ in range(2):
        outcome = docker_runtime.run(work("ReadFile", text=f"{IMAGE_HOME}/.cache/model"), Lines())
        assert outcome.status is Status.SUCCESS
        assert outputs(tmp_path)["text"] == "fetched\n"
    with contextlib.closing(engine.client()) as client:
        assert client.volumes.list() == []


def test_its_files_can_be_read_and_replaced_by_us_and_by_its_next_try(
    docker_runtime: DockerRuntime, tmp_path: Path
) -> None:
    for text in ("first", "second"):
        assert docker_runtime.run(work("Write", text=text), Lines()).status is Status.SUCCESS
        file = tmp_path / FOLDER.results / "file.txt"
        assert file.read_text() == text
        assert (file.stat().st_uid, file.stat().st_mode & 0o777) == (os.getuid() or USER, 0o644)
    (tmp_path / FOLDER.results / "file.txt").unlink()


@pytest.fixture
def greeter(engine: DockerEngine) -> Iterator[tuple[str, int]]:
    """A server of this machine that greets whoever reaches it through the engine's bridge."""
    with socket.create_server((address_of(engine.name), 0)) as server:

        def greet() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.sendall(b"hello from outside")

        thread = threading.Thread(target=greet)
        thread.start()
        yield server.getsockname()[:2]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def address_of(bridge: str) -> str:
    return next(found.address for found in psutil.net_if_addrs()[bridge] if found.family is socket.AF_INET)


def test_it_reaches_a_network_only_where_one_is_allowed(
    docker_runtime: DockerRuntime, greeter: tuple[str, int], tmp_path: Path
) -> None:
    log = Lines()
    asking = work("Ask", text=f"{greeter[0]} {greeter[1]}")
    outcome = docker_runtime.run(asking, log)
    assert outcome.status is Status.OPERATOR_ERROR
    assert "unreachable" in outcome.message
    assert "AIRFLOW__DOMINO__DOCKER_NETWORK" in log.text
    allowed = replace(docker_runtime, settings=replace(docker_runtime.settings, network="bridge"))
    assert allowed.run(asking, Lines()).status is Status.SUCCESS
    assert outputs(tmp_path)["text"] == "hello from outside"


def test_links_that_it_leaves_lead_us_nowhere(docker_runtime: DockerRuntime, tmp_path: Path) -> None:
    """Its container ends at its walls, but what it leaves is read by the platform."""
    private = tmp_path / "private"
    private.mkdir()
    outcome_file = {"status": "success", "message": SECRET, "traceback": None, "display": None, "seconds": 0}
    (private / "outcome.json").write_text(json.dumps(outcome_file))
    (private / "xcom_out.json").write_text('{"text": "stolen"}')
    outcome = docker_runtime.run(work("PlantLinks", text=str(private)), Lines())
    assert outcome.status is Status.PLATFORM_ERROR
    assert SECRET not in outcome.message
    assert SECRET in (private / "outcome.json").read_text()
    assert not (tmp_path / FOLDER.outcome_file).is_symlink()


def test_a_results_folder_that_became_a_link_is_made_anew_for_the_next_try(
    docker_runtime: DockerRuntime, tmp_path: Path
) -> None:
    private = tmp_path / "private"
    private.mkdir()
    docker_runtime.run(work("ReplaceResults", text=str(private)), Lines())
    assert (tmp_path / FOLDER.results).is_symlink()
    log = TaskLog(tmp_path, FOLDER, 2, logging.getLogger("airflow.task"))
    assert docker_runtime.run(work("Write", text="again"), log).status is Status.SUCCESS
    log.close()
    assert (tmp_path / FOLDER.log).read_text() == "written\n"
    assert list(private.iterdir()) == []


def test_output_arrives_while_the_operator_runs_and_in_its_order(docker_runtime: DockerRuntime) -> None:
    log = Lines()
    thread, ended = start(docker_runtime, work("Await"), log)
    assert log.text == "ready\n"
    assert ended == []
    docker_runtime.kill()
    thread.join(10)
    wait_until(lambda: bool(ended))
