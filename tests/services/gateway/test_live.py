"""The live socket: who may listen, what arrives, and what happens to those who should not be there."""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from shared.messages.repositories import ImageBuildLogged
from shared.messages.runs import LogAppended, TailLog
from shared.messaging import Bus, Worker, listen
from tests.fixtures.servers import NatsServer, eventually
from tests.services.gateway.conftest import PATIENCE, Gateway, next_event
from tests.services.gateway.workers import FakeWorkers

pytestmark = pytest.mark.asyncio(loop_scope="session")


def address(gateway: Gateway) -> str:
    return gateway.url.replace("http", "ws") + "/api/v1/live"


async def until_closed(socket: ClientConnection) -> list[Any]:
    frames = []
    async with asyncio.timeout(PATIENCE):
        try:
            while True:
                frames.append(json.loads(await socket.recv()))
        except ConnectionClosed:
            return frames


@pytest.mark.parametrize(
    "first",
    [
        '{"type": "auth", "token": "nonsense"}',
        '{"type": "subscribe", "topic": "workspace:x"}',
        "not json",
        "[]",
        '{"type": "auth"}',
        '{"type": "auth", "token": 5}',
    ],
)
async def test_without_a_valid_first_message_the_socket_is_closed(gateway: Gateway, first: str) -> None:
    async with connect(address(gateway)) as socket:
        await socket.send(first)
        frames = await until_closed(socket)
        assert [frame["code"] for frame in frames] == ["unauthenticated"]


async def test_a_foreign_page_may_not_open_a_socket(gateway: Gateway) -> None:
    with pytest.raises(InvalidStatus):
        async with connect(address(gateway), origin="https://evil.example"):  # type: ignore[arg-type]
            pass
    async with connect(address(gateway), origin=gateway.settings.public_url):  # type: ignore[arg-type]
        pass


async def test_only_topics_of_ones_own_workspaces_are_heard(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada, gateway.person("bob") as bob, bob.socket() as socket:
        created = await ada.create()
        for topic in (f"workspace:{ada.workspace}", f"workflow:{created['id']}", "run:x", "log:x/y", "", "nonsense:1"):
            await socket.send(json.dumps({"type": "subscribe", "topic": topic}))
            assert json.loads(await socket.recv())["code"] == "not_found"
        (await ada.save(created["id"], 1)).raise_for_status()
        await socket.send('{"type": "ping"}')
        assert json.loads(await socket.recv()) == {"type": "pong"}


async def test_odd_messages_are_answered_and_not_echoed(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada, ada.socket() as socket:
        for text in ("{", "[]", '{"type": "<script>"}', '{"type": "subscribe"}'):
            await socket.send(text)
            answer = await socket.recv()
            assert json.loads(answer)["code"] == "bad_message"
            assert "script" not in str(answer)


async def test_a_signed_out_stream_is_closed_soon(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada, ada.socket(f"workspace:{ada.workspace}") as socket:
        (await ada.http.post("/auth/logout")).raise_for_status()
        frames = await until_closed(socket)
        assert frames[-1]["code"] == "unauthenticated"


async def test_what_was_unsubscribed_is_not_heard(gateway: Gateway) -> None:
    topic = "workflow.status_changed"
    async with gateway.person("ada") as ada, ada.socket(f"workspace:{ada.workspace}") as socket:
        created = await ada.create()
        assert (await next_event(socket, topic))["workflow_id"] == created["id"]
        await socket.send(json.dumps({"type": "unsubscribe", "topic": f"workspace:{ada.workspace}"}))
        await socket.send('{"type": "ping"}')
        while json.loads(await socket.recv()) != {"type": "pong"}:
            pass
        (await ada.save(created["id"], 1)).raise_for_status()
        await socket.send('{"type": "ping"}')
        assert json.loads(await socket.recv()) == {"type": "pong"}


async def test_a_log_is_followed_from_where_it_is_while_somebody_listens(
    gateway: Gateway, workers: FakeWorkers, shared_nats: NatsServer
) -> None:
    asked: list[TailLog] = []

    async def tail(command: TailLog) -> None:
        asked.append(command)

    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "ready")
        run = (await ada.http.post(f"/workflows/{created['id']}/runs")).raise_for_status().json()["id"]
        await ada.wait_for_run(run, "running")
        results = gateway.settings.storage_root / created["dag_id"] / f"run__{run}" / "a" / "results"
        results.mkdir(parents=True)
        (results / "log.txt").write_text("so far\n")
        async with (
            Worker(Bus("monitor", shared_nats.url), [listen(TailLog, tail)]) as monitor,
            ada.socket(f"log:{run}/a") as socket,
        ):
            await eventually(lambda: asked, PATIENCE)
            assert (asked[0].offset, asked[0].task_id, asked[0].dag_run_id) == (7, "a", f"run__{run}")
            appended = LogAppended(
                run_id=run,
                task_id="a",
                map_index=-1,
                try_number=1,
                offset=7,
                next_offset=12,
                text="more\n",
                done=False,
            )
            await monitor.bus.announce(appended)
            frame = await next_event(socket, "task.log")
            assert (frame["offset"], frame["text"], frame["task"]) == (7, "more\n", "a")
            await eventually(lambda: asked[-1].offset == 12, PATIENCE)
        count = len(asked)
    assert count >= 2


async def test_build_lines_reach_the_page_while_the_build_runs(
    gateway: Gateway, workers: FakeWorkers, shared_nats: NatsServer
) -> None:
    async with gateway.person("ada") as ada:
        repository = await ada.install()
        async with ada.socket(f"repository:{repository}") as socket, Bus("builder", shared_nats.url) as bus:
            line = ImageBuildLogged(build_id="b", repository_id=repository, group="group0", offset=0, text="hi\n")
            await bus.announce(line)
            assert (await next_event(socket, "build.log"))["text"] == "hi\n"


async def test_subscribe_then_fetch_then_apply_equals_fetching_again(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        async with ada.socket(f"workspace:{ada.workspace}") as socket:
            created = await ada.create(a="one")
            known = await ada.get(f"/workflows/{created['id']}")
            while known["status"] != "ready":
                frame = await next_event(socket, "workflow.status_changed")
                if frame["version"] >= known["version"]:
                    known |= {name: frame[name] for name in ("version", "status", "stages", "problems")}
        assert await ada.get(f"/workflows/{created['id']}") == known


async def test_times_carry_their_zone(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        created = await ada.create()
        assert datetime.fromisoformat(created["created_at"]).tzinfo == UTC
