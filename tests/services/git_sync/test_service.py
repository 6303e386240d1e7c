"""The whole service as a process, on a real NATS and a real remote; killed at every point of its way."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
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
        yield Scene(bus, await bus.jetstream.pull_subscribe("evt.dag.v1.*", durable="test", stream="EVENTS"))


@contextmanager
def running(nats: NatsServer, remote: Remote, work: Path, fail_at: str = "") -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {
        "DOMINO_NATS_URL": nats.url,
        "DOMINO_HEALTH_HOST": "127.0.0.1",
        "DOMINO_HEALTH_PORT": "0",
        "DOMINO_WORK_ROOT": str(work),
        "DOMINO_WORKFLOWS_REMOTE": str(remote.path),
        "DOMINO_FAIL_AT": fail_at,
    }
    process = subprocess.Popen([sys.executable, "-m", "services.git_sync"], env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(15)


async def test_requests_are_answered_with_what_is_on_the_branch(
    scene: Scene, nats: NatsServer, remote: Remote, tmp_path: Path
) -> None:
    with running(nats, remote, tmp_path / "work"):
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
    with running(nats, remote, tmp_path / "work"):
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


@pytest.mark.parametrize("point", FAILPOINTS)
async def test_killed_anywhere_it_publishes_once(
    scene: Scene, nats: NatsServer, remote: Remote, tmp_path: Path, point: str
) -> None:
    # The first passage is the sentinel at the start, except for answers.
    fail_at = point if point == "git_sync.answered" else f"{point}:2"
    with running(nats, remote, tmp_path / "work", fail_at) as process:
        await eventually(lambda: remote_files(remote))
        await scene.send(publish(1))
        await eventually(lambda: process.poll() == KILLED)
    with running(nats, remote, tmp_path / "work"):
        event = DagPublished.model_validate_json((await scene.answers(1))[0])
    assert event.commit == remote.tip()
    assert remote.trailers() == ["w v1"]
    assert remote.history() == ["Keep the sentinel DAG", "Publish Rain, version 1"]
