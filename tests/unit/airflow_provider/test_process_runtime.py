"""Operators run in a process group of their own that never outlives the task, with nothing of ours in their environment."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from domino.outcome import Outcome, Status
from domino.storage_layout import task_folder
from domino_airflow.process_runtime import ProcessRuntime
from domino_airflow.runtime import CannotRunError, Work

from tests.fixtures.servers import wait_until
from tests.unit.airflow_provider.environments import make_environment

ROOT = Path(__file__).parents[3]
DIGEST = "0123456789abcdef"
FOLDER = task_folder("d", "r", "t")

OPERATORS = {
    "Echo": "print(input_data.text)\n        return {'text': input_data.text}",
    "Environment": "import os\n        return {'text': ' '.join([*os.environ, *os.sys.argv])}",
    "Fail": "raise LookupError('on purpose')",
    "LeaveChild": "import subprocess\n        child = subprocess.Popen(['sleep', '600'])\n"
    "        print('child', child.pid, flush=True)\n        return {'text': str(child.pid)}",
    "WaitWithChild": "import subprocess, time\n        child = subprocess.Popen(['sleep', '600'])\n"
    "        print('child', child.pid, flush=True)\n        time.sleep(600)\n        return {'text': ''}",
    "Stubborn": "import signal, time\n        signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "        print('ready', flush=True)\n        time.sleep(600)\n        return {'text': ''}",
    "Remember": "import json\n        json.count = getattr(json, 'count', 0) + 1\n        return {'text': str(json.count)}",
    "Crash": "import os\n        os.kill(os.getpid(), 11)",
}


class Lines:
    """A log that keeps what it gets."""

    def __init__(self) -> None:
        self.text = ""
        self.seen = threading.Event()

    def write(self, chunk: bytes) -> None:
        self.text += chunk.decode()
        if "\n" in self.text:
            self.seen.set()

    def idle(self) -> None:
        pass

    def child(self) -> int:
        wait_until(lambda: "child" in self.text and "\n" in self.text)
        return int(self.text.split("child ")[1].split()[0])


@pytest.fixture(scope="module")
def environments(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("environments")
    make_environment(root, DIGEST, OPERATORS)
    yield root
    for server in servers_of(root):
        server.kill()


def work(operator: str, **inputs: object) -> Work:
    return Work(
        operator=operator,
        image=f"x:{DIGEST}",
        inputs=inputs,
        dag_id="d",
        run_id="r",
        task_id="t",
        map_index=-1,
        try_number=1,
        folder=FOLDER,
        upstream_folders={},
        secrets={"KEY": "hunter22"},
    )


@pytest.fixture(params=["cold", "warm"])
def runtime(environments: Path, tmp_path: Path, request: pytest.FixtureRequest) -> ProcessRuntime:
    (tmp_path / FOLDER.results).mkdir(parents=True)
    return ProcessRuntime(environments, tmp_path, 1_000_000, warm=request.param == "warm")


def servers_of(environments: Path) -> list[psutil.Process]:
    """The warm servers of these environments."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            line = " ".join(process.cmdline())
            if "warm/server.py" in line and str(environments) in line:
                found.append(process)
    return found


def outputs(root: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads((root / FOLDER.outputs_file).read_text())
    return found


def test_text_arrives_byte_for_byte(runtime: ProcessRuntime, tmp_path: Path) -> None:
    text = "\"'\n\r\t{{ 7*7 }} {$from} é😀 \\ \u2028 __import__('os') \0" + "x" * 300_000
    log = Lines()
    assert runtime.run(work("Echo", text=text), log).status is Status.SUCCESS
    assert outputs(tmp_path)["text"] == text
    assert "{{ 7*7 }}" in log.text


def test_neither_variables_nor_arguments_tell_anything(
    runtime: ProcessRuntime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__CORE__FERNET_KEY", "canary")
    monkeypatch.setenv("DOMINO_WORKER_KEY", "canary")
    assert runtime.run(work("Environment"), Lines()).status is Status.SUCCESS
    seen = outputs(tmp_path)["text"]
    assert not any(name in seen for name in ("AIRFLOW", "DOMINO", "hunter22"))


def test_a_failure_of_the_operator_is_told_in_its_words(runtime: ProcessRuntime) -> None:
    outcome = runtime.run(work("Fail"), Lines())
    assert outcome.status is Status.OPERATOR_ERROR
    assert "on purpose" in outcome.message


def test_a_wrong_input_is_told_apart(runtime: ProcessRuntime) -> None:
    assert runtime.run(work("Echo", text=3), Lines()).status is Status.INPUT_ERROR


def test_a_crash_leaves_an_outcome_too(runtime: ProcessRuntime, tmp_path: Path) -> None:
    outcome = runtime.run(work("Crash"), Lines())
    assert "signal 11" in outcome.message
    assert json.loads((tmp_path / FOLDER.outcome_file).read_text())["status"] == "platform_error"


def test_what_an_operator_leaves_running_ends_with_it(runtime: ProcessRuntime) -> None:
    log = Lines()
    assert runtime.run(work("LeaveChild"), log).status is Status.SUCCESS
    wait_until(lambda: not is_alive(log.child()))


def start(runtime: ProcessRuntime, operator: str, log: Lines) -> tuple[threading.Thread, list[Outcome]]:
    ended: list[Outcome] = []
    thread = threading.Thread(target=lambda: ended.append(runtime.run(work(operator), log)))
    thread.start()
    assert log.seen.wait(20)
    return thread, ended


def test_cancelling_ends_the_operator_and_its_children_at_once(runtime: ProcessRuntime) -> None:
    log = Lines()
    thread, ended = start(runtime, "WaitWithChild", log)
    runtime.kill()
    thread.join(2)
    assert ended
    assert ended[0].message == "The task was cancelled."
    wait_until(lambda: not is_alive(log.child()), 2)


def test_an_operator_that_ignores_the_request_is_killed(runtime: ProcessRuntime) -> None:
    thread, ended = start(runtime, "Stubborn", Lines())
    runtime.kill()
    thread.join(10)
    assert ended


@pytest.mark.parametrize("warm", [False, True])
def test_children_do_not_survive_when_the_task_is_killed(environments: Path, tmp_path: Path, warm: bool) -> None:
    (tmp_path / FOLDER.results).mkdir(parents=True)
    program = (
        "import sys; from pathlib import Path\n"
        "from tests.unit.airflow_provider.test_process_runtime import work\n"
        "from domino_airflow.process_runtime import ProcessRuntime\n"
        "class Log:\n"
        "    def write(self, chunk): sys.stdout.buffer.write(chunk); sys.stdout.flush()\n"
        "    def idle(self): pass\n"
        f"ProcessRuntime(Path({str(environments)!r}), Path({str(tmp_path)!r}), 1000, warm={warm})"
        ".run(work('WaitWithChild'), Log())\n"
    )
    paths = os.pathsep.join(str(ROOT / part) for part in ("", "sdk", "airflow_provider"))
    task = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}
    )
    assert task.stdout is not None
    child = int(task.stdout.readline().split()[1])
    task.send_signal(signal.SIGKILL)
    task.wait()
    task.stdout.close()
    wait_until(lambda: not is_alive(child), 5)


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
    running = [start(runtime, "WaitWithChild", Lines()) for runtime in runtimes]
    for runtime in runtimes:
        runtime.kill()
    for thread, ended in running:
        thread.join(10)
        assert ended


def test_a_server_that_dies_fails_its_task_and_the_next_one_gets_a_new_server(
    environments: Path, tmp_path: Path
) -> None:
    (tmp_path / FOLDER.results).mkdir(parents=True)
    log = Lines()
    thread, ended = start(ProcessRuntime(environments, tmp_path, 1000, warm=True), "WaitWithChild", log)
    for server in servers_of(environments):
        server.kill()
    thread.join(10)
    assert ended[0].status is Status.PLATFORM_ERROR
    wait_until(lambda: not is_alive(log.child()))
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


def is_alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
