"""A service's life on the bus: connect, consume, listen, answer health checks, stop cleanly."""

import asyncio
import contextlib
import json
import signal
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import structlog
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from pydantic import ValidationError

from shared.messaging.bus import Bus
from shared.messaging.consumer import Consumer
from shared.messaging.subscriptions import Live, Subscription
from shared.runtime.health import Check, HealthAddress, HealthServer

GRACE = 8.0  # seconds that work in hand may take to come to an end after the stop signal
CANCEL_AGAIN = 0.5

log = structlog.get_logger()


class Worker:
    """Opens everything in order and closes it in reverse. `checks` are the service's own readiness checks."""

    def __init__(
        self,
        bus: Bus,
        subscriptions: Sequence[Subscription],
        *,
        health: HealthAddress | None = None,
        checks: Mapping[str, Check] | None = None,
        background: Sequence[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        self.bus = bus
        self._consumers = [Consumer(bus, s) for s in subscriptions if not isinstance(s, Live)]
        self._live = [s for s in subscriptions if isinstance(s, Live)]
        self._background = background
        self._checks: dict[str, Check] = {"nats": self.check_consumers, **(checks or {})}
        self._health = HealthServer(health, self._checks) if health else None
        self._tasks: set[asyncio.Task[None]] = set()
        self._failed: asyncio.Future[None] | None = None
        self._resources = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._failed = asyncio.get_running_loop().create_future()
        if self._health is not None:
            await self._resources.enter_async_context(self._health)
        await self._resources.enter_async_context(self.bus)
        for live in self._live:
            await self.bus.client.subscribe(live.message.subject, queue=live.queue or "", cb=_deliver(live))
        for run in [*(consumer.run for consumer in self._consumers), *self._background]:
            task: asyncio.Task[None] = asyncio.ensure_future(_as_coroutine(run))
            task.add_done_callback(self._on_task_end)
            self._tasks.add(task)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        deadline = time.monotonic() + GRACE
        while self._tasks and time.monotonic() < deadline:
            # More than once: in Python 3.11 a wait_for that ends in the same moment swallows the cancellation.
            for task in self._tasks:
                task.cancel()
            await asyncio.wait(self._tasks, timeout=CANCEL_AGAIN)
        await self._resources.aclose()

    async def run_until_stopped(self) -> None:
        """Return at SIGTERM or SIGINT; raise when a background task of the service has died."""
        assert self._failed is not None
        stopped = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stopped.set)
        self._failed.add_done_callback(lambda _: stopped.set())
        await stopped.wait()
        if self._failed.done():
            self._failed.result()

    async def check_consumers(self) -> None:
        """Ready only when the server answers and every durable of ours is really there."""
        if not self.bus.is_connected:
            raise ConnectionError("not connected to NATS")
        for consumer in self._consumers:
            await self.bus.jetstream.consumer_info(consumer.stream, consumer.durable, timeout=2)

    async def backlog(self) -> dict[str, tuple[int, int]]:
        """Waiting and unacknowledged messages of each durable."""
        infos = {c.durable: await self.bus.jetstream.consumer_info(c.stream, c.durable) for c in self._consumers}
        return {durable: (info.num_pending or 0, info.num_ack_pending or 0) for durable, info in infos.items()}

    def _on_task_end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or self._failed is None or self._failed.done():
            return
        self._failed.set_exception(task.exception() or RuntimeError(f"{task.get_coro()} ended by itself"))


async def _as_coroutine(run: Callable[[], Awaitable[None]]) -> None:
    await run()


def _deliver(live: Live) -> Callable[[Msg], Awaitable[None]]:
    async def deliver(message: Msg) -> None:
        try:
            await live.handle(live.message.model_validate_json(message.data))
        except (ValidationError, json.JSONDecodeError) as error:
            log.warning("live.unreadable", subject=message.subject, error=type(error).__name__)
        except NatsError as error:
            log.warning("live.unanswered", subject=message.subject, error=str(error))

    return deliver
