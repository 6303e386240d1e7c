"""What must hold when parts die: committed is published, published is applied once, and owed is asked for again."""

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from services.api_gateway.database import Database
from services.api_gateway.projections.consumer import STORED_EVENTS
from services.api_gateway.reconciler import Reconciler
from services.api_gateway.settings import GatewaySettings
from shared.messages import Event
from shared.messages.runs import TaskObservation, TasksObserved
from shared.messaging import Bus, Outgoing
from tests.fixtures.servers import NatsServer, eventually, wait_until
from tests.services.gateway.conftest import PATIENCE, Gateway, running
from tests.services.gateway.workers import FakeWorkers

ROOT = Path(__file__).parents[3]
KILLED = 137


@pytest_asyncio.fixture
async def own_gateway(settings: GatewaySettings) -> AsyncIterator[Gateway]:
    """A gateway whose bus this test may kill."""
    async with running(settings) as gateway:
        yield gateway


@contextmanager
def dying(settings: GatewaySettings, folder: Path, fail_at: str = "") -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The gateway as a process of its own that dies at a line; its address."""
    with (folder / "port").open("w+") as ports:
        environment = os.environ | {
            "PYTHONPATH": f"{ROOT}:{ROOT / 'sdk'}",
            "DOMINO_FAIL_AT": fail_at,
            "DOMINO_HTTP_HOST": "127.0.0.1",
            "DOMINO_HTTP_PORT": "0",
            "DOMINO_PUBLIC_URL": settings.public_url,
            "DOMINO_STORAGE_ROOT": str(settings.storage_root),
            "DOMINO_ALLOW_LOCAL_REPOSITORIES": "true",
        }
        for name in ("nats_url", "database_url", "signing_key", "secrets_key", "worker_key"):
            environment[f"DOMINO_{name.upper()}"] = getattr(settings, name).get_secret_value()
        process = subprocess.Popen(
            [sys.executable, "-m", "services.api_gateway"], env=environment, stderr=ports, cwd=ROOT
        )
        try:
            wait_until(lambda: "running on" in Path(ports.name).read_text(), PATIENCE)
            line = next(line for line in Path(ports.name).read_text().splitlines() if "running on" in line)
            yield process, line.split("running on ")[1].split(" ")[0]
        finally:
            process.kill()
            process.wait()


@pytest.mark.parametrize(
    ("point", "saved"),
    [
        ("api_gateway.request_parsed", False),
        ("api_gateway.before_commit", False),
        ("api_gateway.after_commit", True),
        ("api_gateway.relay.before_publish", True),
        ("api_gateway.relay.after_publish", True),
        ("api_gateway.projections.before_commit", True),
        ("api_gateway.projections.after_commit", True),
    ],
)
async def test_a_save_that_dies_is_whole_or_absent_and_a_retry_is_the_same_save(
    settings: GatewaySettings, nats: NatsServer, tmp_path: Path, point: str, saved: bool
) -> None:
    """Registering and signing in are the first two requests that write."""
    passage = 3 if point.startswith("api_gateway.") and point.count(".") == 1 else 1
    body = {"name": "Report", "definition": {"schema": "domino/workflow/v1", "tasks": {}}}
    headers = {"Idempotency-Key": "the-save"}
    fakes = FakeWorkers(nats.url)
    async with fakes.worker():
        with dying(settings, tmp_path, f"{point}:{passage}") as (process, url):
            async with Gateway(url, settings, None).person("ada") as ada:  # type: ignore[arg-type]
                path = f"/workspaces/{ada.workspace}/workflows"
                try:
                    first = await ada.http.post(path, json=body, headers=headers)
                except httpx.HTTPError:
                    first = None
                assert await asyncio.to_thread(process.wait, PATIENCE) == KILLED
                token = ada.http.headers["Authorization"]
        rows = await Gateway("", settings, None).fetch("SELECT id FROM workflows")  # type: ignore[arg-type]
        assert len(rows) == (1 if saved else 0)
        with dying(settings, tmp_path) as (_, url):
            async with httpx.AsyncClient(base_url=f"{url}/api/v1", headers={"Authorization": token}) as http:
                again = (await http.post(path, json=body, headers=headers)).raise_for_status().json()
                if first is not None:
                    assert again["id"] == first.json()["id"]
                assert [w["id"] for w in (await http.get(path)).json()["items"]] == [again["id"]]

                async def ready() -> bool:
                    return bool((await http.get(f"/workflows/{again['id']}")).json()["status"] == "ready")

                await eventually(ready, PATIENCE)


async def test_a_wiped_bus_heals(own_gateway: Gateway, settings: GatewaySettings, nats: NatsServer) -> None:
    fakes = FakeWorkers(nats.url)
    async with own_gateway.person("ada") as ada:
        created = await ada.create()  # nobody listens yet: the command waits in the stream
        await eventually(lambda: _outbox_is_empty(own_gateway), PATIENCE)
        nats.kill()
        nats.wipe()
        saved = await ada.save(created["id"], 1)  # saving works without the bus
        assert saved.status_code == 200
        nats.start()
        async with fakes.worker():
            await ada.wait_for_status(created["id"], "ready", 90)
            run = (await ada.http.post(f"/workflows/{created['id']}/runs")).raise_for_status().json()["id"]
            await ada.wait_for_run(run, "running", 90)


async def test_every_step_that_was_lost_is_asked_for_again(own_gateway: Gateway, nats: NatsServer) -> None:
    """A worker takes each command once and says nothing; the rows alone must bring it back."""
    fakes = FakeWorkers(nats.url, forgetful=True)
    async with fakes.worker(), own_gateway.person("ada") as ada, healing(own_gateway):
        await ada.install()
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "ready")
        run = (await ada.http.post(f"/workflows/{created['id']}/runs")).raise_for_status().json()["id"]
        await ada.wait_for_run(run, "running")
        (await ada.http.post(f"/runs/{run}/cancel")).raise_for_status()
        await ada.wait_for_run(run, "cancelled")
        assert (await ada.http.delete(f"/workflows/{created['id']}")).status_code == 204
        await eventually(lambda: created["dag_id"] in fakes.forgotten, PATIENCE)
    assert fakes.dropped >= {
        "InstallRepository",
        "BuildImage",
        "CompileWorkflow",
        "PublishDag",
        "ConfirmRegistration",
        "StartRun",
        "CancelRun",
        "RemoveDag",
        "ForgetDag",
    }


@asynccontextmanager
async def healing(gateway: Gateway) -> AsyncIterator[None]:
    """A reconciler whose clock runs an hour with every look, so that nothing has to be waited for."""
    database: Database = gateway.app.state.context.database
    reconciler = Reconciler(database, gateway.app.state.context.catalogues)

    async def look_again_and_again() -> None:
        now = datetime.now(UTC)
        while True:
            now += timedelta(hours=1)
            await reconciler.reconcile(now)
            await asyncio.sleep(0.2)

    looking = asyncio.create_task(look_again_and_again())
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.wait([looking])


async def test_duplicated_and_shuffled_events_leave_the_newest_state(own_gateway: Gateway, nats: NatsServer) -> None:
    fakes = FakeWorkers(nats.url)
    chance = random.Random(7)
    async with fakes.worker(), own_gateway.person("ada") as ada, Bus("test", nats.url) as bus:
        await ada.install()
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "ready")
        run = (await ada.http.post(f"/workflows/{created['id']}/runs")).raise_for_status().json()["id"]
        await ada.wait_for_run(run, "running")
        events = [*_task_events(created["dag_id"], run, fakes), *await _stored_events(bus)]
        shuffled = events * 3
        chance.shuffle(shuffled)
        states = []
        async with ada.socket(f"run:{run}") as socket:
            await bus.publish_batch([Outgoing(event) for event in shuffled])
            await eventually(lambda: _events_are_handled(bus), PATIENCE)
            await socket.send('{"type": "ping"}')
            while '"pong"' not in (text := str(await socket.recv())):
                if "task.state_changed" in text:
                    states.append(text)
        [task] = (await ada.get(f"/runs/{run}/tasks"))["items"]
        assert (task["try_number"], task["state"]) == (2, "success")
        assert len(states) <= 6
        assert (await ada.get(f"/workflows/{created['id']}"))["status"] == "ready"


async def _outbox_is_empty(gateway: Gateway) -> bool:
    return not await gateway.fetch("SELECT 1 FROM outbox")


async def _events_are_handled(bus: Bus) -> bool:
    info = await bus.jetstream.consumer_info("EVENTS", "api_gateway__projections")
    return not info.num_pending and not info.num_ack_pending


async def _stored_events(bus: Bus) -> list[Event]:
    """Everything that was said so far."""
    kinds: dict[str, Any] = {kind.subject: kind for kind in STORED_EVENTS}
    last = (await bus.jetstream.stream_info("EVENTS")).state.last_seq
    messages = [await bus.jetstream.get_msg("EVENTS", seq=number) for number in range(1, last + 1)]
    return [kinds[message.subject].model_validate_json(message.data) for message in messages if message.subject]


def _task_events(dag_id: str, run: str, fakes: FakeWorkers) -> list[TasksObserved]:
    events = []
    for number in (1, 2):
        for state in ("scheduled", "queued", "running", "failed" if number == 1 else "success"):
            at = fakes.observation(dag_id, f"run__{run}", "running").observed_at
            seen = TaskObservation(
                task_id="a",
                map_index=-1,
                try_number=number,
                state=state,
                started_at=at,
                ended_at=None,
                note=None,
                observed_at=at,
            )
            events.append(TasksObserved(dag_id=dag_id, dag_run_id=f"run__{run}", tasks=(seen,)))
    return events


async def test_a_deleted_consumer_turns_health_red_or_comes_back_at_once(
    own_gateway: Gateway, nats: NatsServer
) -> None:
    async with (
        Bus("test", nats.url) as bus,
        httpx.AsyncClient(timeout=PATIENCE) as http,
        own_gateway.person("ada") as ada,
    ):
        await bus.jetstream.delete_consumer("EVENTS", "api_gateway__projections")

        async def healthy_again() -> bool:
            return (await http.get(f"{own_gateway.url}/health/ready")).status_code == 200

        await eventually(healthy_again, PATIENCE)
        fakes = FakeWorkers(nats.url)
        async with fakes.worker():
            created = await ada.create()
            await ada.wait_for_status(created["id"], "ready")


async def test_health_is_red_while_the_bus_is_away(own_gateway: Gateway, nats: NatsServer) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE) as http:

        async def status() -> int:
            return (await http.get(f"{own_gateway.url}/health/ready")).status_code

        nats.kill()

        async def red() -> bool:
            return await status() == 503

        await eventually(red, PATIENCE)
        assert (await http.get(f"{own_gateway.url}/health/live")).status_code == 200
        nats.start()

        async def green() -> bool:
            return await status() == 200

        await eventually(green, PATIENCE)
