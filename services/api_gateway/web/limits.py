"""Limits that keep one client from taking everything: token buckets in memory, one set for each replica."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

from services.api_gateway.errors import TooMany

MOST_KEYS = 10_000


class Limiter:
    """`per_minute` passages for each key, with a burst of the same size; refuses with the time to wait."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = float(per_minute)
        self._rate = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def check(self, key: Hashable) -> None:
        """Take one passage; raise TooMany when none is left."""
        now = self._clock()
        left, since = self._buckets.pop(key, (self._capacity, now))
        left = min(self._capacity, left + (now - since) * self._rate)
        if left < 1:
            self._buckets[key] = (left, now)
            raise TooMany((1 - left) / self._rate)
        self._buckets[key] = (left - 1, now)
        while len(self._buckets) > MOST_KEYS:
            self._buckets.popitem(last=False)
