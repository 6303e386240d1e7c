"""From a pushed file to a finished run, on a real Airflow: registration, runs, logs, cancelling and retrying."""

import json
from collections.abc import AsyncIterator
from hashlib import sha256
from uuid import uuid4

import psutil
import pytest
from domino.storage_layout import task_folder

from shared.messages.runs import (
    CancelRun,
    LogAppended,
    ObserveRun,
    RetryRun,
    RunAccepted,
    RunRefused,
    RunVanished,
    StartRun,
    TailLog,
)
from shared.messages.workflows import ConfirmRegistration, DagImportFailed, DagPaused, DagRegistered, PauseDag
from shared.workflow.digest import doc_md
from tests.fixtures.servers import eventually
from tests.services.run_monitor.conftest import DIGEST, Installation
from tests.services.run_monitor.observer import Observer

HEAD = """from datetime import timedelta

from airflow.sdk import DAG
from domino_airflow import OperatorTask, param

IMAGE = "x:{image}"

with DAG("{dag_id}", schedule=None, params={{"city": "Bern"}}, doc_md="{doc}"):
"""


@pytest.fixture
async def observer(installation: Installation) -> AsyncIterator[Observer]:
    async with Observer(installation.nats.url) as watching:
        yield watching


class Workflow:
    """One workflow of a test and its published versions."""

    def __init__(self, installation: Installation, observer: Observer) -> None:
        self.dag_id = f"words_{uuid4().hex[:8]}"
        self._installation = installation
        self._observer = observer
        self._digests: dict[int, str] = {}

    def publish(self, body: str) -> ConfirmRegistration:
        version = len(self._digests) + 1
        digest = self._digests[version] = sha256(f"{self.dag_id}{version}".encode()).hexdigest()
        source = HEAD.format(image=DIGEST, dag_id=self.dag_id, doc=doc_md(digest)) + body
        commit = self._installation.push({f"{self.dag_id}.py": source})
        return ConfirmRegistration(workflow_id="w", version=version, dag_id=self.dag_id, digest=digest, commit=commit)

    async def register(self, body: str) -> DagRegistered:
        command = self.publish(body)
        await self._observer.send(command)
        return await self._observer.event(DagRegistered, lambda e: e.digest == command.digest)

    def start(self, version: int | None = None, **params: object) -> StartRun:
        run_id, version = str(uuid4()), version or len(self._digests)
        return StartRun(
            run_id=run_id,
            workflow_id="w",
            version=version,
            dag_id=self.dag_id,
            dag_run_id=f"run__{run_id}",
            digest=self._digests[version],
            params=params,
        )


@pytest.fixture
def workflow(installation: Installation, observer: Observer) -> Workflow:
    return Workflow(installation, observer)


def task(name: str, operator: str, inputs: str = "{}", more: str = "") -> str:
    return f'    {name} = OperatorTask(task_id="{name}", operator="{operator}", image=IMAGE, inputs={inputs}{more})\n'


async def test_new_and_changed_files_are_registered_and_broken_ones_are_told(
    workflow: Workflow, observer: Observer
) -> None:
    assert (await workflow.register(task("a", "Echo"))).version == 1
    assert (await workflow.register(task("b", "Echo"))).version == 2
    broken = workflow.publish("    raise RuntimeError('no')\n")
    await observer.send(broken)
    failed = await observer.event(DagImportFailed, lambda e: e.digest == broken.digest)
    assert failed.error == "RuntimeError: no"
    assert failed.line == HEAD.count("\n") + 1
    assert (await workflow.register(task("a", "Echo"))).version == 4


async def test_no_bytecode_of_a_dag_file_is_kept(workflow: Workflow, installation: Installation) -> None:
    """Python trusts bytecode whose source has the same size and second, so it could hide a version that came just after."""
    await workflow.register("    pass\n")
    dags = installation.airflow.directory / "bundles"
    assert list(dags.rglob("dags/words_*.py"))
    assert not list(dags.rglob("*.pyc"))


async def test_text_arrives_byte_for_byte_and_each_change_is_told_once(
    workflow: Workflow, observer: Observer, installation: Installation
) -> None:
    text = "\"'\n\t{{ 7*7 }} {{ conn.x }} {'$from'} é😀 \\ __import__('os')"
    await workflow.register(
        task("first", "Echo", repr({"text": text}))
        + task("second", "Echo", '{"text": first.output["text"]}')
        + task("third", "Echo", '{"text": param("city")}')
    )
    start = workflow.start(city="Genf")
    await observer.send(start)
    accepted = await observer.event(RunAccepted, lambda e: e.run_id == start.run_id)
    assert accepted.digest == start.digest
    ended = await observer.end_of(start.dag_run_id)
    assert (ended.state, ended.params) == ("success", {"city": "Genf"})
    for name, expected in (("first", text), ("second", text), ("third", "Genf")):
        folder = task_folder(workflow.dag_id, start.dag_run_id, name)
        assert json.loads((installation.storage / folder.outputs_file).read_text()) == {"text": expected}
        states = observer.states_of(start.dag_run_id, name)
        assert states[-2:] == ["running", "success"]
        assert len(states) == len(set(states))
    assert observer.states_of_run(start.dag_run_id) == ["queued", "running", "success"]


async def test_a_repeated_start_makes_one_run_and_an_older_version_is_refused(
    workflow: Workflow, observer: Observer
) -> None:
    await workflow.register(task("a", "Echo"))
    first = workflow.start()
    for _ in range(2):
        await observer.send(first)
    await eventually(lambda: sum(isinstance(e, RunAccepted) for e in observer.events) == 2)
    await workflow.register(task("b", "Echo"))
    old = workflow.start(version=1)
    await observer.send(old)
    assert (await observer.event(RunRefused)).reason == "superseded"
    await observer.send(ObserveRun(run_id=old.run_id, dag_id=old.dag_id, dag_run_id=old.dag_run_id))
    await observer.event(RunVanished, lambda e: e.run_id == old.run_id)
    # The run of the first version goes on on its own version, or was over before.
    assert (await observer.end_of(first.dag_run_id)).state == "success"
    assert observer.states_of(first.dag_run_id, "b") == []


async def test_a_log_is_followed_while_it_is_written(workflow: Workflow, observer: Observer) -> None:
    await workflow.register(task("count", "Count"))
    start = workflow.start()
    await observer.send(start)
    await observer.send(
        TailLog(
            run_id=start.run_id,
            dag_id=start.dag_id,
            dag_run_id=start.dag_run_id,
            task_id="count",
            map_index=-1,
            try_number=1,
            offset=0,
            lease_seconds=60,
        )
    )
    await observer.event(LogAppended, lambda e: e.run_id == start.run_id and e.done, 90)
    pieces = [e for e in observer.events if isinstance(e, LogAppended) and e.run_id == start.run_id]
    assert "".join(piece.text for piece in pieces) == "".join(f"line {number}\n" for number in range(15))
    assert len(pieces) > 5


async def test_cancelling_ends_the_operator_and_what_it_has_started(
    workflow: Workflow, observer: Observer, installation: Installation
) -> None:
    await workflow.register(task("wait", "Wait") + task("after", "Echo") + "    wait >> after\n")
    start = workflow.start()
    await observer.send(start)
    log = installation.storage / task_folder(workflow.dag_id, start.dag_run_id, "wait").log
    await eventually(lambda: log.exists() and "child" in log.read_text(), 60)
    child = int(log.read_text().split()[1])
    await observer.send(CancelRun(run_id=start.run_id, dag_id=start.dag_id, dag_run_id=start.dag_run_id))
    assert (await observer.end_of(start.dag_run_id)).state == "failed"
    await eventually(lambda: not psutil.pid_exists(child), 20)
    await eventually(lambda: observer.states_of(start.dag_run_id, "after")[-1:] == ["skipped"])


async def test_a_failed_run_is_taken_up_again_where_it_failed(workflow: Workflow, observer: Observer) -> None:
    await workflow.register(
        task("good", "Echo") + task("bad", "FailOnce") + task("after", "Echo") + "    good >> bad >> after\n"
    )
    start = workflow.start()
    await observer.send(start)
    assert (await observer.end_of(start.dag_run_id)).state == "failed"
    await observer.send(
        RetryRun(request_id="r", run_id=start.run_id, dag_id=start.dag_id, dag_run_id=start.dag_run_id, tasks=())
    )
    await eventually(lambda: observer.states_of_run(start.dag_run_id)[-1] == "success", 90)
    assert observer.states_of(start.dag_run_id, "good").count("running") == 1
    assert observer.states_of(start.dag_run_id, "bad").count("running") == 2


async def test_a_schedule_is_paused_and_resumed(workflow: Workflow, observer: Observer) -> None:
    await workflow.register(task("a", "Echo"))
    for paused in (True, False):
        await observer.send(PauseDag(workflow_id="w", dag_id=workflow.dag_id, paused=paused))
        await observer.event(DagPaused, lambda e, paused=paused: e.paused is paused)  # type: ignore[misc]
