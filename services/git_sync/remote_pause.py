"""Leaves a remote alone for a moment after it failed us, longer each time, so that waiting messages do not storm it."""

import time
from collections.abc import Callable

from services.git_sync.errors import RemoteTrouble

FIRST_PAUSE = 0.5  # seconds
LONGEST_PAUSE = 10.0


class RemotePause:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0
        self._length = FIRST_PAUSE
        self.reason: str | None = None

    def check(self) -> None:
        """Raise RemoteTrouble with the last reason while the pause lasts."""
        if self.reason is not None and self._clock() < self._until:
            raise RemoteTrouble(self.reason)

    def failed(self, reason: str) -> None:
        self.reason = reason
        self._until = self._clock() + self._length
        self._length = min(self._length * 2, LONGEST_PAUSE)

    def succeeded(self) -> None:
        self.reason = None
        self._length = FIRST_PAUSE
