"""Whether states of runs are fresh: run_monitor says after each look that it has seen Airflow, and its silence is told to everybody."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from services.api_gateway.live.hub import Hub
from shared.messages.airflow import AirflowWatched

SILENCE = timedelta(seconds=8)  # run_monitor looks every few seconds even when nothing runs
LOOK = 0.5  # seconds


class Watching:
    """Measured by this replica's own clock, from its start on."""

    def __init__(self, hub: Hub, now: Callable[[], datetime]) -> None:
        self._hub = hub
        self._now = now
        self._heard_at = now()
        self.stale_since: datetime | None = None
        """The time of which the shown states are, or None while they are fresh."""

    async def on_watched(self, _: AirflowWatched) -> None:
        self._heard_at = self._now()
        self.look()

    async def run(self) -> None:
        while True:
            await asyncio.sleep(LOOK)
            self.look()

    def look(self) -> None:
        """Notice that silence has begun or ended, and tell it once to everybody who watches runs."""
        since = self._heard_at if self._now() - self._heard_at > SILENCE else None
        if since == self.stale_since:
            return
        self.stale_since = since
        data = {"stale_since": since.isoformat() if since else None}
        self._hub.send(self._hub.topics(("workspace:", "run:")), "watch.state_changed", self._now(), data)
