"""The invariants of the platform, checked from outside after the faults have ended.

I1 every acknowledged save is there, whole, once           I4 each run request is exactly one run, no task try ran twice
I2 Git's main branch holds exactly the published DAGs      I5 what a client saw of a task only moved forward, to Airflow's state
I3 Airflow's DAGs are exactly those, by content digest     I6 nothing waits: outbox, consumers; nothing was set aside
I8 all this within a bound of time
"""

import asyncio
import itertools
import json
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx

from deploy.local.domino_platform import Platform
from shared.messaging import Bus
from tests.faults.history import History
from tests.fixtures.rest import Person
from tests.fixtures.watcher import Watcher

QUIET_WITHIN = 60.0  # seconds, I8
PHASES = {None: 0, "scheduled": 1, "queued": 2, "running": 3, "deferred": 3, "up_for_retry": 4, "restarting": 4}
FINAL_PHASE = 5


@dataclass
class Findings:
    """Counts for the headline; `violations` must be empty."""

    saves: int = 0
    runs: int = 0
    task_tries: int = 0
    kills: int = 0
    seed: int = 0
    seconds_to_quiet: float = 0.0
    violations: list[str] = field(default_factory=list)

    def headline(self) -> str:
        lost = sum("lost" in v for v in self.violations)
        twice = sum("twice" in v for v in self.violations)
        return (
            f"{self.kills} kills, {self.saves} acknowledged saves, {self.runs} runs, {self.task_tries} task tries, "
            f"{lost} lost, {twice} visible duplicates, {len(self.violations)} violations (seed {self.seed})"
        )


class Checker:
    """Holds one history and the platform's stores against each other."""

    def __init__(
        self, platform: Platform, person: Person, history: History, ledger: Path | None, watcher: Watcher | None
    ):
        self.platform = platform
        self.person = person
        self.history = history
        self.ledger = ledger
        self.watcher = watcher
        self.findings = Findings()
        self.workflows = sorted({save.workflow for save in history.saves if save.outcome == "acknowledged"})

    def check(self) -> Findings:
        """Wait for quiescence, then check everything."""
        self._check_quiescence()
        for check in (self._check_saves, self._check_git, self._check_airflow, self._check_runs, self._check_watcher):
            check()
        self.findings.kills, self.findings.seed = self.history.kills, self.history.seed
        return self.findings

    def _violated(self, invariant: str, sentence: str) -> None:
        self.findings.violations.append(f"{invariant}: {sentence}")

    def _check_quiescence(self) -> None:
        started = time.monotonic()
        reason = "nothing was looked at"
        while time.monotonic() - started < QUIET_WITHIN:
            try:
                reason = self._unrest()
            except (httpx.HTTPError, OSError, asyncpg.PostgresError) as error:
                reason = str(error)
            if not reason:
                self.findings.seconds_to_quiet = time.monotonic() - started
                return
            time.sleep(0.2)
        self._violated("I8", f"not quiet within {QUIET_WITHIN} s: {reason}")

    def _unrest(self) -> str:
        for workflow in self.workflows:
            found = self.person.get(f"/workflows/{workflow}")
            if found["status"] != "ready":
                return f"workflow {workflow} v{found['version']} is {found['status']}: {found['stages']} {found['problems']}"
        for request in self.history.runs:
            run = self.person.get(f"/runs/{request.run}")
            if run["state"] not in ("success", "failed", "cancelled"):
                return f"run {request.run} is {run['state']}"
        return asyncio.run(self._backlog())

    async def _backlog(self) -> str:
        connection = await asyncpg.connect(self.platform.database_url.replace("+asyncpg", ""))
        try:
            waiting = await connection.fetchval("SELECT count(*) FROM outbox")
        finally:
            await connection.close()
        if waiting:
            return f"I6: {waiting} rows wait in the outbox"
        async with Bus("checker", self.platform.nats_url) as bus:
            for stream in ("COMMANDS", "EVENTS"):
                for info in await bus.jetstream.consumers_info(stream):
                    if info.num_pending or info.num_ack_pending:
                        return f"I6: {info.name} has {info.num_pending} waiting, {info.num_ack_pending} unacknowledged"
            dead = (await bus.jetstream.stream_info("DEAD")).state.messages
        return f"I6: {dead} messages were set aside" if dead else ""

    def _check_saves(self) -> None:
        acknowledged = [save for save in self.history.saves if save.outcome == "acknowledged"]
        self.findings.saves = len(acknowledged)
        for workflow in self.workflows:
            versions = {v["version"] for v in self.person.get(f"/workflows/{workflow}/versions?limit=200")["items"]}
            expected = [save for save in acknowledged if save.workflow == workflow]
            numbers = [save.version for save in expected]
            if len(set(numbers)) != len(numbers):
                self._violated("I1", f"two saves of {workflow} were given one version: {numbers}")
            if extra := versions - set(numbers):
                self._violated("I1", f"{workflow} was saved twice: versions {sorted(extra)} were never acknowledged")
            for save in expected:
                if save.version not in versions:
                    self._violated("I1", f"version {save.version} of {workflow} was acknowledged and is lost")
                elif self.person.get(f"/workflows/{workflow}/versions/{save.version}")["definition"] != save.definition:
                    self._violated("I1", f"version {save.version} of {workflow} is not what was saved")

    def _check_git(self) -> None:
        published = {
            name.removeprefix("dags/").removesuffix(".py"): self._git("show", f"main:{name}")
            for name in self._git("ls-tree", "-r", "--name-only", "main", "dags/").split()
            if name.endswith(".py") and name != "dags/domino_sentinel.py"
        }
        expected = {}
        for workflow in self._live_workflows():
            source = self.person.http.get(f"/workflows/{workflow['id']}/dag").raise_for_status().text
            expected[workflow["dag_id"]] = source
        for dag_id in expected.keys() - published.keys():
            self._violated("I2", f"{dag_id} is lost from Git")
        for dag_id in published.keys() - expected.keys():
            self._violated("I2", f"{dag_id} is in Git and should not be")
        for dag_id in expected.keys() & published.keys():
            if expected[dag_id] != published[dag_id]:
                self._violated("I2", f"{dag_id} in Git is not the newest version")
        if self._git("rev-list", "--merges", "main"):
            self._violated("I2", "history is not linear")
        trailers = self._git("log", "--format=%(trailers:key=Domino-Workflow,valueonly)", "main").split("\n")
        for version, count in Counter(filter(None, trailers)).items():
            if count > 1:
                self._violated("I2", f"{version} was committed twice ({count} commits)")

    def _check_airflow(self) -> None:
        with self._airflow() as airflow:
            dags = {d["dag_id"] for d in airflow.get("/dags?limit=1000&exclude_stale=true").json()["dags"]} - {
                "domino_sentinel"
            }
            expected = {w["dag_id"]: w for w in self._live_workflows()}
            for dag_id in expected.keys() - dags:
                self._violated("I3", f"{dag_id} is lost from Airflow")
            for dag_id in dags - expected.keys():
                self._violated("I3", f"{dag_id} is in Airflow and should not be")
            for dag_id in expected.keys() & dags:
                record = json.loads(self._git("show", f"main:published/{dag_id}.json"))
                details = airflow.get(f"/dags/{dag_id}/details").json()
                if record["digest"] not in (details["doc_md"] or ""):
                    self._violated("I3", f"Airflow would run something else than what Git holds of {dag_id}")
            for error in airflow.get("/importErrors").json()["import_errors"]:
                self._violated("I3", f"import error in {error['filename']}: {error['stack_trace'][-200:]}")

    def _check_runs(self) -> None:
        asked = Counter(f"run__{request.run}" for request in self.history.runs)
        self.findings.runs = len(self.history.runs)
        with self._airflow() as airflow:
            runs = airflow.get("/dags/~/dagRuns?limit=1000").json()["dag_runs"]
            had = Counter(r["dag_run_id"] for r in runs if r["dag_run_id"].startswith("run__"))
        for run in asked - had:
            self._violated("I4", f"{run} is lost: Airflow never had it")
        for run in had - asked:
            self._violated("I4", f"{run} was started twice or never asked for")
        if self.ledger is not None and self.ledger.exists():
            tries = Counter(self.ledger.read_text().split())
            self.findings.task_tries = sum(tries.values())
            for entry, count in tries.items():
                if count > 1:
                    self._violated("I4", f"task try {entry} ran twice ({count} times)")

    def _check_watcher(self) -> None:
        if self.watcher is None:
            return
        with self._airflow() as airflow:
            for request in self.history.runs:
                dag_id = self.person.get(f"/workflows/{request.workflow}")["dag_id"]
                path = f"/dags/{dag_id}/dagRuns/run__{request.run}/taskInstances?limit=1000"
                for instance in airflow.get(path).json()["task_instances"]:
                    key = (request.run, instance["task_id"], instance["map_index"])
                    seen = self.watcher.states.get(key, [])
                    ranks = [(number, PHASES.get(state, FINAL_PHASE)) for number, state in seen]
                    if any(later < earlier for earlier, later in itertools.pairwise(ranks)):
                        self._violated("I5", f"{key} went backwards on screen: {seen}")
                    if not seen or seen[-1][1] != instance["state"]:
                        self._violated("I5", f"{key} ended as {seen[-1:]} on screen, in Airflow as {instance['state']}")

    def _live_workflows(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.person.get(f"/workspaces/{self.person.workspace}/workflows?limit=200")[
            "items"
        ]
        return found

    def _git(self, *arguments: str) -> str:
        command = ["git", "-c", "safe.directory=*", "--git-dir", str(self.platform.workflows_remote), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def _airflow(self) -> httpx.Client:
        credentials = {"username": self.platform.airflow.username, "password": self.platform.airflow.password}
        token = httpx.post(f"{self.platform.airflow.url}/auth/token", json=credentials).raise_for_status().json()
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        return httpx.Client(base_url=f"{self.platform.airflow.url}/api/v2", headers=headers, timeout=30)


def until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.05)
