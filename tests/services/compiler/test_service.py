"""The whole service as a process on a real NATS: it answers every version, and once for good when killed on the way."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from nats.js import JetStreamContext

from services.workflow_compiler.core import Compiled, compile_workflow
from shared.messages.workflows import CompileWorkflow, WorkflowCompiled, WorkflowCompileFailed
from shared.messaging import Bus, Outgoing
from tests.fixtures.servers import NatsServer, eventually
from tests.unit.workflow.builders import STEP, chain, definition

FAILPOINTS = ("compiler.received", "compiler.compiled")
KILLED = 137


class Scene:
    """Asks for versions and reads the answers."""

    def __init__(self, bus: Bus, answers: JetStreamContext.PullSubscription) -> None:
        self._bus = bus
        self._answers = answers

    async def ask(self, version: int, document: dict[str, Any]) -> None:
        command = CompileWorkflow(
            workflow_id="w",
            version=version,
            dag_id="flow_1",
            name="Flow",
            description="",
            definition=document,
            operators={"lib/Step": STEP},
        )
        await self._bus.publish(Outgoing(command))

    async def answer(self) -> tuple[str, bytes]:
        (message,) = await self._answers.fetch(1, timeout=30)
        await message.ack()
        return message.subject, message.data

    async def waiting(self) -> int:
        return (await self._answers.consumer_info()).num_pending or 0


@pytest_asyncio.fixture
async def scene(nats: NatsServer) -> AsyncIterator[Scene]:
    async with Bus("test", nats.url) as bus:
        yield Scene(bus, await bus.jetstream.pull_subscribe("evt.workflow.v1.*", durable="test", stream="EVENTS"))


@contextmanager
def running(nats: NatsServer, work: Path, fail_at: str = "") -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "DOMINO_NATS_URL": nats.url,
        "DOMINO_HEALTH_HOST": "127.0.0.1",
        "DOMINO_HEALTH_PORT": "0",
        "DOMINO_WORK_ROOT": str(work),
        "DOMINO_FAIL_AT": fail_at,
    }
    process = subprocess.Popen([sys.executable, "-m", "services.workflow_compiler"], env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(15)


async def test_good_and_bad_definitions_are_answered(scene: Scene, nats: NatsServer, tmp_path: Path) -> None:
    with running(nats, tmp_path):
        await scene.ask(1, chain(3))
        subject, data = await scene.answer()
        compiled = WorkflowCompiled.model_validate_json(data)
        assert subject == WorkflowCompiled.subject
        expected = compile_workflow(chain(3), {"lib/Step": STEP}, dag_id="flow_1", name="Flow")
        assert isinstance(expected, Compiled)
        assert (compiled.version, compiled.source, compiled.digest) == (1, expected.source, expected.digest)
        assert compiled.images == ("step-group:1",)
        await scene.ask(2, definition({"a": {"operator": "lib/Gone"}}))
        subject, data = await scene.answer()
        failed = WorkflowCompileFailed.model_validate_json(data)
        assert subject == WorkflowCompileFailed.subject
        assert [(one.path, one.code) for one in failed.problems] == [("/tasks/a/operator", "operator.unknown")]


@pytest.mark.parametrize("point", FAILPOINTS)
async def test_killed_on_the_way_it_answers_once(scene: Scene, nats: NatsServer, tmp_path: Path, point: str) -> None:
    with running(nats, tmp_path, fail_at=point) as process:
        await scene.ask(1, chain(2))
        await eventually(lambda: process.poll() == KILLED)
    with running(nats, tmp_path):
        async with asyncio.timeout(30):
            _, data = await scene.answer()
        assert WorkflowCompiled.model_validate_json(data).version == 1
        assert await scene.waiting() == 0
