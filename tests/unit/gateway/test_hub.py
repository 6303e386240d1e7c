"""The hub: one text for all who listen, and nobody who is slow holds up the others."""

import json

from services.api_gateway.live.hub import LONGEST_QUEUE, Hub
from services.api_gateway.live.topics import log_topic
from tests.unit.gateway.builders import NOON


async def test_a_frame_reaches_those_who_listen_to_its_topics() -> None:
    hub = Hub()
    one, two = hub.join(), hub.join()
    hub.subscribe(one, "run:1")
    hub.subscribe(two, "run:2")
    hub.send(("run:1", "workspace:1"), "run.state_changed", NOON, {"id": "1"})
    hub.send(("run:2",), "run.state_changed", NOON, {"id": "2"})
    [text] = await one.take()
    assert json.loads(text) == {
        "type": "event",
        "topic": "run:1",
        "event": "run.state_changed",
        "at": NOON.isoformat(),
        "data": {"id": "1"},
    }
    assert len(await two.take()) == 1


async def test_the_same_text_is_shared() -> None:
    hub = Hub()
    listeners = [hub.join() for _ in range(3)]
    for listener in listeners:
        hub.subscribe(listener, "run:1")
    hub.send(("run:1",), "x", NOON, {})
    texts = [(await listener.take())[0] for listener in listeners]
    assert texts[0] is texts[1] is texts[2]


async def test_who_falls_behind_is_told_to_fetch_afresh() -> None:
    hub = Hub()
    slow = hub.join()
    hub.subscribe(slow, "run:1")
    for _ in range(LONGEST_QUEUE + 1):
        hub.send(("run:1",), "x", NOON, {})
    assert [json.loads(text) for text in await slow.take()] == [{"type": "resync", "topic": "run:1"}]


def test_leaving_forgets_every_topic() -> None:
    hub = Hub()
    listener = hub.join()
    hub.subscribe(listener, "log:1/a")
    assert hub.topics("log:") == ["log:1/a"]
    hub.leave(listener)
    assert hub.topics("log:") == []
    assert hub.sockets == 0


def test_log_topics() -> None:
    assert log_topic("log:r/t") is not None
    found = log_topic("log:r/t/2")
    assert found is not None
    assert found.try_number == 2
    for other in ("log:r", "log:r/", "log:/t", "log:r/t/x", "run:r/t", "log:r/t/1/2", "log:r/t/²"):
        assert log_topic(other) is None
