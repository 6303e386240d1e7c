"""Frames that were missed while this replica was cut off from the bus: nobody can tell which, so all sockets fetch afresh."""

import asyncio

from services.api_gateway.live.hub import Hub
from shared.messaging import Bus

LOOK = 0.5  # seconds


class Gaps:
    def __init__(self, hub: Hub, bus: Bus) -> None:
        self._hub = hub
        self._bus = bus

    async def run(self) -> None:
        was_connected = True
        while True:
            is_connected = self._bus.is_connected
            if is_connected and not was_connected:
                self._hub.resync_all()
            was_connected = is_connected
            await asyncio.sleep(LOOK)
