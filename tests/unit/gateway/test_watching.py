"""Silence about Airflow is told once when it begins and once when it ends."""

import json
from datetime import UTC, datetime, timedelta

from services.api_gateway.live.hub import Hub, Listener
from services.api_gateway.live.watching import SILENCE, Watching
from shared.messages.airflow import AirflowWatched

START = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Clock:
    now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, span: timedelta) -> datetime:
        self.now += span
        return self.now


async def told(listener: Listener) -> list[str | None]:
    """What has been said to this socket since the last look."""
    listener.put('{"type": "pong"}')
    frames = [json.loads(text) for text in await listener.take()]
    return [frame["data"]["stale_since"] for frame in frames if frame.get("event") == "watch.state_changed"]


async def test_silence_and_its_end_are_told_once_to_those_who_watch_runs() -> None:
    hub, clock = Hub(), Clock()
    watcher, other = hub.join(), hub.join()
    hub.subscribe(watcher, "run:1")
    hub.subscribe(other, "log:1/fetch")
    watching = Watching(hub, clock)
    clock.advance(SILENCE)
    watching.look()
    assert await told(watcher) == []
    clock.advance(timedelta(milliseconds=1))
    for _ in range(3):
        watching.look()
    assert await told(watcher) == [START.isoformat()]
    assert watching.stale_since == START
    heard = clock.advance(timedelta(seconds=50))
    for _ in range(3):
        await watching.on_watched(AirflowWatched(at=heard))
    assert await told(watcher) == [None]
    assert watching.stale_since is None
    assert await told(other) == []


async def test_somebody_elses_clock_does_not_matter() -> None:
    clock = Clock()
    watching = Watching(Hub(), clock)
    await watching.on_watched(AirflowWatched(at=START - timedelta(hours=1)))
    assert watching.stale_since is None
