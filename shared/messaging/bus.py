"""Publishing: one message, an atomic batch, or a live announcement."""

import asyncio
import json
from collections.abc import Sequence
from datetime import timedelta
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js import JetStreamContext

from shared.messages import Message
from shared.messaging.envelope import Outgoing
from shared.messaging.topology import ensure_streams, stream_of
from shared.runtime.errors import Transient

PUBLISH_TIMEOUT = timedelta(seconds=3)
RECONNECT_WAIT = 0.25  # seconds
MAX_BATCH = 500  # the server takes 1,000 messages in one atomic batch

log = structlog.get_logger()


class Bus:
    """The connection of one service. Reconnects for ever; publishing while disconnected raises Transient."""

    def __init__(self, name: str, url: str) -> None:
        self._name = name
        self._url = url
        self.client = Client()
        self.jetstream: JetStreamContext = self.client.jetstream(timeout=PUBLISH_TIMEOUT.total_seconds())

    async def __aenter__(self) -> Self:
        # The server may come up after us: connecting retries for ever, as reconnecting does.
        await self.client.connect(
            self._url,
            name=self._name,
            allow_reconnect=True,
            max_reconnect_attempts=-1,
            reconnect_time_wait=RECONNECT_WAIT,  # type: ignore[arg-type] # nats-py sleeps any number of seconds
            connect_timeout=2,
            drain_timeout=2,
            ping_interval=5,
            max_outstanding_pings=2,
            error_cb=self._on_error,
            reconnected_cb=self._on_reconnect,
        )
        await self._ensure_streams()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.client.is_connected:
            await self.client.drain()
        else:
            await self.client.close()

    @property
    def is_connected(self) -> bool:
        return self.client.is_connected

    async def publish(self, outgoing: Outgoing) -> None:
        """Store one message; return once the server has it. A repeated id is stored once."""
        message = outgoing.message
        try:
            async with asyncio.timeout(PUBLISH_TIMEOUT.total_seconds()):
                await self.jetstream.publish(
                    message.subject, outgoing.payload, stream=stream_of(type(message)), headers=outgoing.headers
                )
        except (NatsError, TimeoutError) as error:
            await self._heal(error)
            raise Transient(f"NATS did not store {message.subject}: {error or type(error).__name__}") from error

    async def publish_batch(self, batch: Sequence[Outgoing]) -> None:
        """Store messages, those of one stream atomically and with one flush to disk.

        The server refuses a batch in which it knows one of the ids (a crash between storing and marking); then the
        messages go one by one and the known ones are dropped by the stream.
        """
        by_stream: dict[str, list[Outgoing]] = {}
        for outgoing in batch:
            by_stream.setdefault(stream_of(type(outgoing.message)), []).append(outgoing)
        for messages in by_stream.values():
            for start in range(0, len(messages), MAX_BATCH):
                part = messages[start : start + MAX_BATCH]
                if len(part) == 1 or not await self._publish_atomically(part):
                    for outgoing in part:
                        await self.publish(outgoing)

    async def announce(self, message: Message) -> None:
        """Tell whoever listens now. Live only: nothing is stored, and being disconnected is not an error."""
        if self.client.is_connected:
            await self.client.publish(message.subject, message.model_dump_json().encode())

    async def _publish_atomically(self, batch: Sequence[Outgoing]) -> bool:
        batch_id = uuid4().hex
        for sequence, outgoing in enumerate(batch[:-1], start=1):
            headers = outgoing.headers | {"Nats-Batch-Id": batch_id, "Nats-Batch-Sequence": str(sequence)}
            await self.client.publish(outgoing.message.subject, outgoing.payload, headers=headers)
        last = batch[-1]
        headers = last.headers | {
            "Nats-Batch-Id": batch_id,
            "Nats-Batch-Sequence": str(len(batch)),
            "Nats-Batch-Commit": "1",
        }
        try:
            reply = await self.client.request(
                last.message.subject, last.payload, timeout=PUBLISH_TIMEOUT.total_seconds(), headers=headers
            )
        except (NatsError, TimeoutError) as error:
            await self._heal(error)
            raise Transient(f"NATS did not store a batch: {error or type(error).__name__}") from error
        answer: dict[str, Any] = json.loads(reply.data)
        return "error" not in answer and answer.get("count") == len(batch)

    async def _heal(self, error: BaseException) -> None:
        """A stream that has gone (a wiped store) is made again, so that the next attempt finds it."""
        log.warning("bus.publish_failed", error=str(error) or type(error).__name__)
        if self.client.is_connected:
            await self._ensure_streams()

    async def _ensure_streams(self) -> None:
        try:
            await ensure_streams(self.jetstream)
        except (NatsError, TimeoutError) as error:
            log.warning("bus.streams_unavailable", error=str(error) or type(error).__name__)

    async def _on_error(self, error: Exception) -> None:
        log.warning("bus.connection_error", error=str(error) or type(error).__name__)

    async def _on_reconnect(self) -> None:
        log.info("bus.reconnected")
