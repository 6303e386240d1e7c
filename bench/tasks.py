"""P7 and P8: what a task costs beyond its work, against DAGs written by hand on the same Airflow, in alternation."""

import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import httpx

from bench.table import Row, spread
from bench.workplace import Workplace

ROUNDS = 5
CHAIN = 8
LONG, HEAVY = 40, 10
FIB_SHORT, FIB_HEAVY = 10, 33
BRANCH = "main"

BY_HAND = '''"""Written by hand for the bench: the same chains without Domino."""

from airflow.sdk import DAG, task

PYTHON = {python!r}


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def chain(length, make):
    previous = None
    for number in range(length):
        current = make(number)
        if previous is not None:
            previous >> current
        previous = current


with DAG("bench_external", schedule=None):

    @task.external_python(python=PYTHON, expect_airflow=False)
    def echo(text):
        return {{"text": text}}

    chain({chain}, lambda number: echo.override(task_id=f"t{{number:03}}")("x"))

with DAG("bench_short", schedule=None):

    @task
    def short(n):
        return fibonacci(n)

    chain({long}, lambda number: short.override(task_id=f"t{{number:03}}")({fib_short}))

with DAG("bench_heavy", schedule=None):

    @task
    def heavy(n):
        return fibonacci(n)

    chain({heavy}, lambda number: heavy.override(task_id=f"t{{number:03}}")({fib_heavy}))
'''


class HandWritten:
    """DAGs pushed beside ours, started through Airflow's own API."""

    def __init__(self, workplace: Workplace) -> None:
        airflow = workplace.platform.airflow
        credentials = {"username": airflow.username, "password": airflow.password}
        token = httpx.post(f"{airflow.url}/auth/token", json=credentials).raise_for_status().json()["access_token"]
        self._http = httpx.Client(
            base_url=f"{airflow.url}/api/v2", headers={"Authorization": f"Bearer {token}"}, timeout=30
        )
        self._remote = workplace.platform.workflows_remote
        environments = workplace.platform.home.environments
        self._python = next(iter(sorted((environments / "venvs").glob("*/bin/python"))))

    def publish(self) -> None:
        """Push the file and wait until Airflow shows its DAGs."""
        with tempfile.TemporaryDirectory() as folder:
            _git(Path(folder), "clone", "--quiet", "--branch", BRANCH, str(self._remote), ".")
            source = BY_HAND.format(
                python=str(self._python), chain=CHAIN, long=LONG, heavy=HEAVY, fib_short=FIB_SHORT, fib_heavy=FIB_HEAVY
            )
            Path(folder, "dags", "bench_by_hand.py").write_text(source)
            _git(Path(folder), "add", "--all")
            _git(Path(folder), "commit", "--quiet", "--message", "Bench")
            _git(Path(folder), "push", "--quiet", "origin", BRANCH)
        while self._http.get("/dags/bench_heavy").status_code != 200:
            time.sleep(0.2)

    def run(self, dag_id: str) -> tuple[float, list[float]]:
        """Run it; return the run's seconds and those of its tasks."""
        started = self._http.post(f"/dags/{dag_id}/dagRuns", json={"logical_date": None}).raise_for_status().json()
        path = f"/dags/{dag_id}/dagRuns/{started['dag_run_id']}"
        while (run := self._http.get(path).raise_for_status().json())["state"] not in ("success", "failed"):
            time.sleep(0.1)
        if run["state"] != "success":
            raise RuntimeError(f"{dag_id} failed")
        return run["duration"], self.durations(dag_id, started["dag_run_id"])

    def durations(self, dag_id: str, run_id: str) -> list[float]:
        found = self._http.get(f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances?limit=1000").raise_for_status().json()
        return [instance["duration"] for instance in found["task_instances"]]


def measure(workplace: Workplace) -> list[Row]:
    """A, B, A, B in one Airflow."""
    by_hand = HandWritten(workplace)
    by_hand.publish()
    ours_echo = workplace.ready("P7", workplace.chain("EchoText", CHAIN, {"text": "x"}, bound=("text", "text")))
    ours_short = workplace.ready("P8 short", workplace.chain("Fibonacci", LONG, {"n": FIB_SHORT}))
    ours_heavy = workplace.ready("P8 heavy", workplace.chain("Fibonacci", HEAVY, {"n": FIB_HEAVY}))
    dag_id = workplace.person.get(f"/workflows/{ours_echo}")["dag_id"]

    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        run = workplace.run(ours_echo)
        ours += by_hand.durations(dag_id, f"run__{run['id']}")
        theirs += by_hand.run("bench_external")[1]
    ratio = statistics.median(ours) / statistics.median(theirs)
    rows = [
        Row(
            "P7",
            f"cost of a task ({ROUNDS} x {CHAIN} tasks, duration of the task instance)",
            f"ratio {ratio:.2f}: OperatorTask {spread(ours)}, @task.external_python {spread(theirs)}",
            "ratio <= 1.0 of @task.external_python",
            ratio <= 1.0,
        )
    ]
    for label, workflow, dag in (
        (f"{LONG} x fibo({FIB_SHORT})", ours_short, "bench_short"),
        (f"{HEAVY} x fibo({FIB_HEAVY})", ours_heavy, "bench_heavy"),
    ):
        mine: list[float] = []
        hand: list[float] = []
        for _ in range(ROUNDS if workflow == ours_heavy else 3):
            mine.append(workplace.run(workflow)["seconds"])
            hand.append(by_hand.run(dag)[0])
        share = statistics.median(mine) / statistics.median(hand)
        rows.append(
            Row(
                "P8",
                f"{label}, sequential, whole run",
                f"ratio {share:.2f}: Domino {spread(mine)}, @task in Airflow's own process {spread(hand)}",
                "<= 1.05 x hand-written on the same tuned Airflow",
                share <= 1.05,
            )
        )
    return rows


def _git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Bench", "-c", "user.email=bench@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)
