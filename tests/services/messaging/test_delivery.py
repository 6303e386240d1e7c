"""What the messaging layer promises, against a real NATS server that is killed, wiped and robbed of consumers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any

import pytest

from shared.messages import Event
from shared.messages.airflow import AirflowChanged
from shared.messages.workflows import DagForgotten, DagPaused, ForgetDag, PauseDag
from shared.messaging import Bus, Outgoing, Received, Subscription, Worker, listen, on, on_batch
from shared.runtime.errors import Rejected, Transient
from tests.fixtures.servers import NatsServer, eventually

FORGET = "run_monitor__forget_dag"


def forget(number: int) -> Outgoing:
    return Outgoing(ForgetDag(workflow_id=str(number), dag_id=f"dag_{number}"), id=f"command-{number}")


@contextlib.asynccontextmanager
async def working(nats: NatsServer, *subscriptions: Subscription) -> AsyncIterator[Worker]:
    async with Worker(Bus("test", nats.url), subscriptions) as worker:
        yield worker


class Recorder:
    """A handler that remembers what it saw and answers."""

    def __init__(self, fail: Sequence[Exception] = ()) -> None:
        self.seen: list[str] = []
        self._failures = list(fail)

    async def forget_dag(self, command: ForgetDag) -> Iterable[Event]:
        self.seen.append(command.workflow_id)
        if self._failures:
            raise self._failures.pop(0)
        return (DagForgotten(workflow_id=command.workflow_id, dag_id=command.dag_id),)


async def stored(worker: Worker, stream: str) -> int:
    return (await worker.bus.jetstream.stream_info(stream)).state.messages


async def test_a_command_is_handled_and_answered_once(nats: NatsServer) -> None:
    recorder = Recorder()
    async with working(nats, on(ForgetDag, recorder.forget_dag)) as worker:
        await worker.bus.publish(forget(1))
        await worker.bus.publish(forget(1))
        await eventually(lambda: recorder.seen == ["1"])
        await eventually(lambda: _is_done(worker))
        assert await stored(worker, "EVENTS") == 1
        assert await stored(worker, "COMMANDS") == 0


async def test_a_batch_is_stored_in_order_and_repeating_it_adds_nothing(nats: NatsServer) -> None:
    recorder = Recorder()
    async with Bus("test", nats.url) as bus:
        batch = [forget(n) for n in range(120)]
        await bus.publish_batch(batch)
        await bus.publish_batch(batch[60:])
        await bus.publish_batch([*batch[110:], forget(120)])
        assert (await bus.jetstream.stream_info("COMMANDS")).state.messages == 121
    async with working(nats, on(ForgetDag, recorder.forget_dag)):
        await eventually(lambda: len(recorder.seen) == 121)
    assert recorder.seen == [str(n) for n in range(121)]


async def test_a_transient_failure_is_tried_again_after_a_pause(nats: NatsServer) -> None:
    recorder = Recorder(fail=[Transient("Airflow is away")])
    async with working(nats, on(ForgetDag, recorder.forget_dag)) as worker:
        before = asyncio.get_running_loop().time()
        await worker.bus.publish(forget(1))
        await eventually(lambda: _is_done(worker) if len(recorder.seen) == 2 else False)
        assert asyncio.get_running_loop().time() - before >= 1
        assert await stored(worker, "DEAD") == 0


async def test_a_rejected_message_is_set_aside_with_its_reason(nats: NatsServer) -> None:
    recorder = Recorder(fail=[Rejected("no such thing")])
    async with working(nats, on(ForgetDag, recorder.forget_dag)) as worker:
        await worker.bus.publish(forget(1))
        await worker.bus.publish(forget(2))
        await eventually(lambda: recorder.seen == ["1", "2"])
        await eventually(lambda: _is_done(worker))
        dead = await worker.bus.jetstream.get_last_msg("DEAD", f"dead.{FORGET}")
        assert dead.headers is not None
        assert dead.headers["Domino-Dead-Reason"] == "no such thing"
        assert dead.headers["Domino-Dead-Subject"] == ForgetDag.subject


async def test_unreadable_bytes_are_set_aside_at_once(nats: NatsServer) -> None:
    recorder = Recorder()
    async with working(nats, on(ForgetDag, recorder.forget_dag)) as worker:
        await worker.bus.jetstream.publish(ForgetDag.subject, b"{not json")
        await worker.bus.jetstream.publish(ForgetDag.subject, b'{"workflow_id": 7}')
        await worker.bus.publish(forget(3))
        await eventually(lambda: recorder.seen == ["3"])
        await eventually(lambda: _is_done(worker))
        assert await stored(worker, "DEAD") == 2


async def test_waiting_messages_are_handled_as_one_batch_and_one_bad_one_does_not_hold_the_others(
    nats: NatsServer,
) -> None:
    sizes: list[int] = []
    done: list[str] = []

    async def handle(batch: Sequence[Received[Any]]) -> Iterable[tuple[Received[Any], Event]]:
        sizes.append(len(batch))
        if any(received.message.workflow_id == "5" for received in batch):
            raise Rejected("five is right out")
        done.extend(received.message.workflow_id for received in batch)
        return [(r, DagForgotten(workflow_id=r.message.workflow_id, dag_id="d")) for r in batch]

    async with Bus("test", nats.url) as bus:
        await bus.publish_batch([forget(n) for n in range(10)])
    async with working(nats, on_batch([ForgetDag], handle, durable="batch")) as worker:
        await eventually(lambda: len(done) == 9)
        await eventually(lambda: _is_done(worker))
        assert sizes[0] == 10
        assert await stored(worker, "EVENTS") == 9
        assert await stored(worker, "DEAD") == 1


async def test_a_deleted_consumer_turns_readiness_red_and_comes_back(nats: NatsServer) -> None:
    recorder = Recorder()
    async with working(nats, on(ForgetDag, recorder.forget_dag)) as worker:
        await eventually(lambda: _is_ready(worker))
        await worker.bus.jetstream.delete_consumer("COMMANDS", FORGET)
        assert not await _is_ready(worker)
        await worker.bus.publish(forget(1))
        await eventually(lambda: recorder.seen == ["1"])
        await worker.check_consumers()


async def test_a_wiped_store_is_made_again(nats: NatsServer) -> None:
    recorder = Recorder()
    async with working(nats, on(ForgetDag, recorder.forget_dag)) as worker:
        await worker.bus.publish(forget(1))
        await eventually(lambda: recorder.seen == ["1"])
        nats.kill()
        nats.wipe()
        nats.start()
        await eventually(lambda: _publishes(worker, forget(2)))
        await eventually(lambda: recorder.seen == ["1", "2"])


async def test_a_killed_server_loses_nothing_it_had_acknowledged(nats: NatsServer) -> None:
    recorder = Recorder()
    async with working(nats, on(ForgetDag, recorder.forget_dag)) as worker:
        acknowledged: list[str] = []
        for number in range(60):
            if number % 20 == 10:
                nats.kill()
                nats.start()
            await eventually(lambda number=number: _publishes(worker, forget(number)))  # type: ignore[misc]
            acknowledged.append(str(number))
        await eventually(lambda: set(recorder.seen) == set(acknowledged))


async def test_long_work_is_not_given_to_anybody_else(nats: NatsServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.messaging.consumer.HEARTBEAT", 0.3)
    monkeypatch.setattr("shared.messaging.topology.ACK_WAIT", __import__("datetime").timedelta(seconds=1))
    started = 0

    async def slow(command: PauseDag) -> Iterable[Event]:
        nonlocal started
        started += 1
        await asyncio.sleep(2.5)
        return (DagPaused(workflow_id=command.workflow_id, dag_id=command.dag_id, paused=True),)

    async with working(nats, on(PauseDag, slow, concurrency=2)) as worker:
        await worker.bus.publish(Outgoing(PauseDag(workflow_id="1", dag_id="d", paused=True)))
        await eventually(lambda: _is_done(worker) if started else False)
        assert started == 1


async def test_live_messages_reach_those_who_listen(nats: NatsServer) -> None:
    heard: list[str] = []

    async def hear(event: AirflowChanged) -> None:
        heard.append(event.state)

    async with working(nats, listen(AirflowChanged, hear)) as worker:
        payload = {"kind": "run", "dag_id": "d", "dag_run_id": "r", "state": "running", "at": "2026-01-01T00:00:00Z"}
        await worker.bus.client.publish(AirflowChanged.subject, b"garbage")
        await worker.bus.announce(AirflowChanged.model_validate(payload))
        await eventually(lambda: heard == ["running"])


async def _is_done(worker: Worker) -> bool:
    return all(counts == (0, 0) for counts in (await worker.backlog()).values())


async def _is_ready(worker: Worker) -> bool:
    try:
        await worker.check_consumers()
    except Exception:  # noqa: BLE001 - not ready, for whatever reason
        return False
    return True


async def _publishes(worker: Worker, outgoing: Outgoing) -> bool:
    try:
        await worker.bus.publish(outgoing)
    except Transient:
        return False
    return True


async def test_stopping_in_the_middle_of_work_is_quick_and_gives_the_message_back(nats: NatsServer) -> None:
    started = asyncio.Event()

    async def endless(_: ForgetDag) -> Iterable[Event]:
        started.set()
        await asyncio.sleep(600)
        return ()

    recorder = Recorder()
    async with working(nats, on(ForgetDag, endless)) as worker:
        await worker.bus.publish(forget(1))
        await started.wait()
        before = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - before < 4
    async with working(nats, on(ForgetDag, recorder.forget_dag)):
        await eventually(lambda: recorder.seen == ["1"], timeout=5)
