"""The whole service as a process, on a real NATS and a real remote; killed at every point of its way."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest_asyncio
from nats.js import JetStreamContext

from shared.messages.workflows import DagPublicationDelayed, DagPublished, DagRemoved
from shared.messaging.bus import Bus
from shared.messaging.envelope import Outgoing
from tests.fixtures.servers import NatsServer, eventually
from tests.services.git_sync.remote import Remote
from tests.unit.git_sync.builders import publish, remove

FAILPOINTS = ("git_sync.committed", "git_sync.before_push", "git_sync.pushed", "git_sync.answered")
KILLED = 137


class Scene:
    """Sends requests and reads what the service answers."""

    def __init__(self, bus: Bus, answers: JetStreamContext.PullSubscription) -> None:
        self.bus = bus
        self._answers = answers

    @classmethod
    async def on(cls, bus: Bus) -> "Scene":
        return cls(bus, await bus.jetstream.pull_subscribe("evt.dag.v1.*", durable="test", stream="EVENTS"))

    async def send(self, *requests: object) -> None:
        await self.bus.publish_batch([Outgoing(request) for request in requests])  # type: ignore[arg-type]

    async def answers(self, count: int) -> list[str]:
        got: list[str] = []
        async with asyncio.timeout(20):
            while len(got) < count:
                for message in await self._answers.fetch(count - len(got), timeout=20):
                    got.append(message.data.decode())
                    await message.ack()
        return got


@pytest_asyncio.fixture
async def scene(nats: NatsServer) -> AsyncIterator[Scene]:
    async with Bus("test", nats.url) as bus:
        yield await Scene.on(bus)


@asynccontextmanager
async def running(
    nats: NatsServer, remote: Remote, work: Path, fail_at: str = ""
) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = os.environ | {
        "DOMINO_NATS_URL": nats.url,
        "DOMINO_HEALTH_HOST": "127.0.0.1",
        "DOMINO_HEALTH_PORT": "0",
        "DOMINO_WORK_ROOT": str(work),
        "DOMINO_WORKFLOWS_REMOTE": str(remote.path),
        "DOMINO_FAIL_AT": fail_at,
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "services.git_sync", env=environment)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()  # as ever: nothing may depend on a clean end
        await process.wait()


async def test_requests_are_answered_with_what_is_on_the_branch(
    scene: Scene, nats: NatsServer, remote: Remote, tmp_path: Path
) -> None:
    async with running(nats, remote, tmp_path / "work"):
        await scene.send(publish(1), publish(1, dag_id="wind_3"))
        published = [DagPublished.model_validate_json(text) for text in await scene.answers(2)]
        assert {(event.dag_id, event.digest) for event in published} == {("rain_1", "d1"), ("wind_3", "d1")}
        await scene.send(remove(1))
        removed = DagRemoved.model_validate_json((await scene.answers(1))[0])
        assert removed.commit == remote.tip()


async def test_a_refusing_remote_is_told_and_nothing_is_lost_when_it_recovers(
    scene: Scene, nats: NatsServer, remote: Remote, tmp_path: Path
) -> None:
    remote.hook("echo 'Freeze until Monday.' >&2; exit 1")
    async with running(nats, remote, tmp_path / "work"):
        await scene.send(*(publish(1, dag_id=f"flow_{i}") for i in range(20)))
        delayed = [DagPublicationDelayed.model_validate_json(text) for text in await scene.answers(1)]
        assert delayed[0].reason == "The workflows repository refused the push: Freeze until Monday."
        remote.hook(None)
        await eventually(lambda: len(remote_files(remote)) == 41)


def remote_files(remote: Remote) -> set[str]:
    try:
        return remote.files()
    except subprocess.CalledProcessError:
        return set()  # no branch yet


async def test_killed_anywhere_it_publishes_once(tmp_path: Path) -> None:
    # Side by side: each waits for its message to be delivered again.
    async with asyncio.TaskGroup() as scenes:
        for point in FAILPOINTS:
            scenes.create_task(publish_with_a_kill(tmp_path / point, point))


async def publish_with_a_kill(folder: Path, point: str) -> None:
    nats, remote = NatsServer(folder / "nats"), Remote(folder / "workflows.git")
    remote.create()
    nats.start()
    try:
        async with Bus("test", nats.url) as bus:
            scene = await Scene.on(bus)
            # The first passage is the sentinel at the start, except for answers.
            fail_at = point if point == "git_sync.answered" else f"{point}:2"
            async with running(nats, remote, folder / "work", fail_at) as process:
                await eventually(lambda: remote_files(remote))
                await scene.send(publish(1))
                await eventually(lambda: process.returncode == KILLED)
            async with running(nats, remote, folder / "work"):
                event = DagPublished.model_validate_json((await scene.answers(1))[0])
    finally:
        nats.stop()
    assert event.commit == remote.tip()
    assert remote.trailers() == ["w v1"]
    assert remote.history() == ["Keep the sentinel DAG", "Publish Rain, version 1"]
