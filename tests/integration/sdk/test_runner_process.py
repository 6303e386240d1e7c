"""The runner as a process: its log, its working directory, its end."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.integration.sdk.environments import EXAMPLES, Environment, clean_environment, write_operator

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (DEBUG|INFO|WARNING|ERROR) .*")


def test_log_lines_have_time_and_level_and_stay_in_order(environment: Environment, repository: Path) -> None:
    code = """
import logging, sys
from domino import BaseOperator
class Task(BaseOperator):
    def piece_function(self, input_data):
        self.logger.debug("one")
        print("two")
        logging.getLogger("library").info("three")
        logging.getLogger("library").debug("never seen")
        sys.stderr.write("four\\n")
        self.logger.error("five")
        return {"text": ""}
"""
    log = environment.run("Task", write_operator(repository, "Task", code), {}).log.splitlines()
    stamped = [line for line in log if LINE.fullmatch(line)]
    assert [line.split(" ", 1)[1] for line in stamped] == ["DEBUG one", "INFO three", "ERROR five"]
    assert [line.rsplit(" ", 1)[-1] for line in log] == ["one", "two", "three", "four", "five"]


def test_levels_of_the_example_are_told_apart(environment: Environment) -> None:
    for level in ("debug", "info", "warning", "error"):
        log = environment.run("LogMessage", EXAMPLES, {"message": "100 %s", "level": level, "repeat": 2}).log
        assert log.count(f" {level.upper()} 100 %s\n") == 2


def test_work_registered_for_the_end_is_done(environment: Environment, repository: Path) -> None:
    code = """
import atexit, threading, time
from domino import BaseOperator
class Task(BaseOperator):
    def piece_function(self, input_data):
        atexit.register(print, "registered")
        if input_data.text:
            threading.Thread(target=lambda: (time.sleep(0.2), print("thread"))).start()
        return {"text": ""}
"""
    write_operator(repository, "Task", code)
    assert environment.run("Task", repository, {}).log == "registered\n"
    assert environment.run("Task", repository, {"text": "threads"}).log == "thread\nregistered\n"


def test_modules_that_are_postponed_still_work(environment: Environment, repository: Path) -> None:
    code = """
import importlib.metadata, secrets
from importlib.metadata import version, PackageNotFoundError
from domino import BaseOperator
class Task(BaseOperator):
    def piece_function(self, input_data):
        assert len(secrets.token_hex(4)) == 8 and secrets.compare_digest("a", "a")
        try:
            version("no-such-distribution")
        except PackageNotFoundError:
            return {"text": importlib.metadata.version("pydantic")}
"""
    ended = environment.run("Task", write_operator(repository, "Task", code), {})
    assert ended.outputs is not None, ended.log
    assert ended.outputs["text"].startswith("2.")


def test_the_runner_dies_with_its_parent(environment: Environment, tmp_path: Path) -> None:
    request = environment.request("Wait", EXAMPLES, {"seconds": 600})
    parent = tmp_path / "parent.py"
    parent.write_text(
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.argv[1], '-m', 'domino.runner'], stdin=subprocess.PIPE,\n"
        "                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)\n"
        "child.stdin.write(sys.argv[2].encode()); child.stdin.close()\n"
        "line = child.stdout.readline().decode()\n"
        "print(child.pid, line, flush=True)\n"
        "time.sleep(600)\n"
    )
    command = [sys.executable, str(parent), str(environment.python), json.dumps(request)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=clean_environment()) as process:
        assert process.stdout is not None
        said = process.stdout.readline().decode()
        assert "waiting 600 seconds" in said
        process.kill()
    deadline = time.monotonic() + 10
    while _is_running(int(said.split()[0])):
        assert time.monotonic() < deadline, "the runner outlived its parent"
        os.sched_yield()


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_no_unfinished_file_stays_behind(environment: Environment) -> None:
    ended = environment.run("EchoText", EXAMPLES, {"text": "a"})
    folder = ended.storage_root / ended.folder.path
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "outcome.json",
        "results/text.txt",
        "xcom_out/xcom_out.json",
    ]
