"""What is true of every runtime: an operator gets its request whole and in secret, is told apart by how it ends, and leaves nothing."""

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from domino.outcome import Outcome, Status
from domino.storage_layout import TaskFolder, task_folder
from domino_airflow.runtime import CONTAINER_STORAGE, Runtime, Work

from tests.fixtures.servers import wait_until

ROOT = Path(__file__).parents[3]
DIGEST = "0123456789abcdef"
FOLDER = task_folder("d", "r", "t")
BEFORE = task_folder("d", "r", "before")
SECRET = "hunter22"

LEAVE_CHILD = (
    "import subprocess\n        subprocess.Popen(['sleep', input_data.text])\n        print('ready', flush=True)\n"
)
OPERATORS = {
    "Echo": "print(input_data.text)\n        return {'text': input_data.text}",
    "Environment": "import os\n        return {'text': ' '.join([*os.environ, *os.sys.argv])}",
    "Fail": "raise LookupError('on purpose')",
    "LeaveChild": LEAVE_CHILD + "        return {'text': ''}",
    "WaitWithChild": LEAVE_CHILD + "        import time\n        time.sleep(600)\n        return {'text': ''}",
    "Stubborn": "import signal, time\n        signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "        print('ready', flush=True)\n        time.sleep(600)\n        return {'text': ''}",
    "Remember": "import json\n        json.count = getattr(json, 'count', 0) + 1\n        return {'text': str(json.count)}",
    "Crash": "import os\n        os.kill(os.getpid(), 11)",
    "WriteFile": "path = self.results_path / 'words.txt'\n        path.write_text(input_data.text)\n        return {'text': path}",
    "ReadFile": "return {'text': open(input_data.text).read()}",
    "WriteHere": "open('here.txt', 'w').write(input_data.text)\n        return {'text': ''}",
}

_numbers = itertools.count(os.getpid())


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
        secrets={"KEY": SECRET},
    )


def work_before(operator: str, **inputs: object) -> Work:
    """The same for the task before."""
    return replace(work(operator, **inputs), task_id="before", folder=BEFORE)


def work_after(storage: Path, operator: str, **inputs: object) -> Work:
    roots = (str(storage), CONTAINER_STORAGE)
    return replace(work(operator, **inputs), upstream_folders={"before": BEFORE.path}, storage_roots=roots)


def outputs(root: Path, folder: TaskFolder = FOLDER) -> dict[str, str]:
    found: dict[str, str] = json.loads((root / folder.outputs_file).read_text())
    return found


def unique_seconds() -> str:
    """An argument for `sleep` that no other process has."""
    return f"600.{next(_numbers)}"


def sleeps(seconds: str) -> bool:
    """Whether a process of this machine, in a container or not, sleeps for exactly that long."""
    return any(
        process.info["cmdline"] == ["sleep", seconds] and process.info["status"] != psutil.STATUS_ZOMBIE
        for process in psutil.process_iter(["cmdline", "status"])
    )


def start(runtime: Runtime, running: Work, log: Lines) -> tuple[threading.Thread, list[Outcome]]:
    """Run it in a thread; return when it has said something."""
    ended: list[Outcome] = []
    thread = threading.Thread(target=lambda: ended.append(runtime.run(running, log)))
    thread.start()
    assert log.seen.wait(20)
    return thread, ended


class RuntimeCases:
    """A subclass has a fixture `runtime`, whose storage is `tmp_path`, and tells how to make one in another process."""

    def construction(self, runtime: Runtime, storage: Path) -> str:
        """A Python expression."""
        raise NotImplementedError

    def test_text_arrives_byte_for_byte(self, runtime: Runtime, tmp_path: Path) -> None:
        text = "\"'\n\r\t{{ 7*7 }} {$from} é😀 \\ \u2028 __import__('os') \0" + "x" * 300_000
        log = Lines()
        assert runtime.run(work("Echo", text=text), log).status is Status.SUCCESS
        assert outputs(tmp_path)["text"] == text
        assert "{{ 7*7 }}" in log.text

    def test_neither_variables_nor_arguments_tell_anything(
        self, runtime: Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AIRFLOW__CORE__FERNET_KEY", "canary")
        monkeypatch.setenv("DOMINO_WORKER_KEY", "canary")
        assert runtime.run(work("Environment"), Lines()).status is Status.SUCCESS
        seen = outputs(tmp_path)["text"]
        assert not any(name in seen for name in ("AIRFLOW", "DOMINO", SECRET))

    def test_a_failure_of_the_operator_is_told_in_its_words(self, runtime: Runtime) -> None:
        outcome = runtime.run(work("Fail"), Lines())
        assert outcome.status is Status.OPERATOR_ERROR
        assert "on purpose" in outcome.message

    def test_a_wrong_input_is_told_apart(self, runtime: Runtime) -> None:
        assert runtime.run(work("Echo", text=3), Lines()).status is Status.INPUT_ERROR

    def test_a_crash_leaves_an_outcome_too(self, runtime: Runtime, tmp_path: Path) -> None:
        outcome = runtime.run(work("Crash"), Lines())
        assert "signal 11" in outcome.message
        assert json.loads((tmp_path / FOLDER.outcome_file).read_text())["status"] == "platform_error"

    def test_what_an_operator_leaves_running_ends_with_it(self, runtime: Runtime) -> None:
        seconds = unique_seconds()
        assert runtime.run(work("LeaveChild", text=seconds), Lines()).status is Status.SUCCESS
        wait_until(lambda: not sleeps(seconds))

    def test_an_operator_works_in_its_results_folder(self, runtime: Runtime, tmp_path: Path) -> None:
        assert runtime.run(work("WriteHere", text="where?"), Lines()).status is Status.SUCCESS
        assert (tmp_path / FOLDER.results / "here.txt").read_text() == "where?"

    def test_a_file_is_handed_over_by_its_path(self, runtime: Runtime, tmp_path: Path) -> None:
        assert runtime.run(work_before("WriteFile", text="handed over"), Lines()).status is Status.SUCCESS
        path = outputs(tmp_path, BEFORE)["text"]
        outcome = runtime.run(work_after(tmp_path, "ReadFile", text=path), Lines())
        assert outcome.status is Status.SUCCESS, outcome
        assert outputs(tmp_path)["text"] == "handed over"

    def test_cancelling_ends_the_operator_and_its_children_at_once(self, runtime: Runtime, tmp_path: Path) -> None:
        seconds = unique_seconds()
        thread, ended = start(runtime, work("WaitWithChild", text=seconds), Lines())
        assert sleeps(seconds)
        runtime.kill()
        thread.join(3)
        assert ended
        assert ended[0].message == "The task was cancelled."
        wait_until(lambda: not sleeps(seconds), 2)
        assert json.loads((tmp_path / FOLDER.outcome_file).read_text())["message"] == "The task was cancelled."

    def test_an_operator_that_ignores_the_request_is_killed(self, runtime: Runtime) -> None:
        thread, ended = start(runtime, work("Stubborn"), Lines())
        runtime.kill()
        thread.join(10)
        assert ended

    def test_children_do_not_survive_when_the_task_is_killed(self, runtime: Runtime, tmp_path: Path) -> None:
        seconds = unique_seconds()
        task = self.started_elsewhere(runtime, tmp_path, seconds)
        assert sleeps(seconds)
        task.send_signal(signal.SIGKILL)
        task.wait()
        wait_until(lambda: not sleeps(seconds), 30)

    def started_elsewhere(self, runtime: Runtime, storage: Path, seconds: str) -> "subprocess.Popen[bytes]":
        """A process of its own that runs WaitWithChild, once the operator is at work."""
        program = (
            "import sys; from pathlib import Path\n"
            "from tests.unit.airflow_provider.runtime_cases import work\n"
            "class Log:\n"
            "    def write(self, chunk): sys.stdout.buffer.write(chunk); sys.stdout.flush()\n"
            "    def idle(self): pass\n"
            f"{self.construction(runtime, storage)}.run(work('WaitWithChild', text={seconds!r}), Log())\n"
        )
        paths = os.pathsep.join(str(ROOT / part) for part in ("", "sdk", "airflow_provider"))
        task = subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}
        )
        assert task.stdout is not None
        with task.stdout as said:
            assert said.readline() == b"ready\n"
        return task
