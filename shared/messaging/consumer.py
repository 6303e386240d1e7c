"""The pull loop of one durable consumer: fetch, keep alive, handle, answer, acknowledge; heal when it has gone."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

import structlog
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import FetchTimeoutError

from shared.messages import Message
from shared.messaging import failures, metrics
from shared.messaging.bus import Bus
from shared.messaging.envelope import CORRELATION_ID, MESSAGE_ID, SENT_AT, TRACE_PARENT, Received, new_traceparent
from shared.messaging.subscriptions import Stored, StoredBatch
from shared.messaging.topology import ACK_WAIT, consumer_config, ensure_consumer, stream_of
from shared.runtime.errors import Transient

FETCH_TIMEOUT = 2.0  # seconds a pull request waits on the server; also how soon a lost one is noticed
DRAIN_TIMEOUT = 0.02  # seconds to collect what else is already waiting
HEARTBEAT = ACK_WAIT.total_seconds() / 3
HEAL_PAUSE = 0.5

log = structlog.get_logger()


class Consumer:
    """Runs one subscription until cancelled."""

    def __init__(self, bus: Bus, subscription: Stored | StoredBatch) -> None:
        self._bus = bus
        self.subscription = subscription
        self.stream = stream_of(subscription.messages[0])
        self._in_flight = subscription.size if isinstance(subscription, StoredBatch) else subscription.concurrency
        self._kinds = {message.subject: message for message in subscription.messages}
        self._config = consumer_config(subscription.durable, subscription.messages, self._in_flight)

    @property
    def durable(self) -> str:
        return self.subscription.durable

    async def run(self) -> None:
        """Consume for ever. Losing the server, the stream or the consumer only pauses the loop."""
        while True:
            try:
                await ensure_consumer(self._bus.jetstream, self.stream, self._config)
                pull = await self._bus.jetstream.pull_subscribe_bind(self.durable, self.stream)
            except (NatsError, TimeoutError) as error:
                log.warning("consumer.unavailable", durable=self.durable, error=str(error) or type(error).__name__)
                await asyncio.sleep(HEAL_PAUSE)
                continue
            try:
                await self._consume(pull)
            except* (NatsError, TimeoutError) as interruption:
                reasons = [str(error) or type(error).__name__ for error in interruption.exceptions]
                log.warning("consumer.interrupted", durable=self.durable, errors=reasons)
                await asyncio.sleep(HEAL_PAUSE)
            finally:
                with contextlib.suppress(NatsError):
                    await pull.unsubscribe()

    async def _consume(self, pull: JetStreamContext.PullSubscription) -> None:
        if isinstance(self.subscription, StoredBatch):
            while True:
                if messages := await self._fetch_waiting(pull, self.subscription.size):
                    await self._handle_batch(self.subscription, messages)
        async with asyncio.TaskGroup() as handling:
            free = asyncio.Semaphore(self._in_flight)
            while True:
                await free.acquire()
                messages = await self._fetch(pull)
                if not messages:
                    free.release()
                for message in messages:
                    task = handling.create_task(self._handle_one(self.subscription, message))
                    task.add_done_callback(lambda _: free.release())

    async def _fetch(self, pull: JetStreamContext.PullSubscription) -> Sequence[Msg]:
        try:
            return await pull.fetch(1, timeout=FETCH_TIMEOUT)
        except FetchTimeoutError:
            return ()
        except TimeoutError:
            # Nothing came. The consumer may have been deleted: the server then says nothing at all, so ask.
            await self._bus.jetstream.consumer_info(self.stream, self.durable)
            return ()

    async def _fetch_waiting(self, pull: JetStreamContext.PullSubscription, size: int) -> Sequence[Msg]:
        first = list(await self._fetch(pull))
        if first and size > 1:
            with contextlib.suppress(TimeoutError, FetchTimeoutError):
                first += await pull.fetch(size - 1, timeout=DRAIN_TIMEOUT)
        return first

    async def _handle_one(self, subscription: Stored, message: Msg) -> None:
        started = time.perf_counter()
        try:
            async with _kept_alive([message]):
                received = self._decode(message)
                with _log_context(received):
                    answers = await subscription.handle(received.message)
                    await self._bus.publish_batch([received.answer(event, i) for i, event in enumerate(answers)])
        except asyncio.CancelledError:
            await _give_back([message])
            raise
        except Exception as error:  # noqa: BLE001 - the failure policy is one of the two places that see every error
            await self._fail(message, error)
        else:
            await self._done(message, started)

    async def _handle_batch(self, subscription: StoredBatch, messages: Sequence[Msg]) -> None:
        started = time.perf_counter()
        readable = await self._readable(messages)
        if not readable:
            return
        try:
            async with _kept_alive([message for message, _ in readable]):
                await self._answer_batch(subscription, [received for _, received in readable])
        except asyncio.CancelledError:
            await _give_back([message for message, _ in readable])
            raise
        except Exception as error:  # noqa: BLE001 - as above
            if len(readable) == 1 or isinstance(error, Transient):
                # The outside world is at fault, or there is only one: no use in looking for a culprit.
                for message, _ in readable:
                    await self._fail(message, error)
                return
            # One of them may be at fault; alone, each shows its own result.
            log.warning(
                "consumer.batch_split", durable=self.durable, size=len(readable), error=failures.describe(error)
            )
            for message, _ in readable:
                await self._handle_batch(subscription, [message])
        else:
            for message, _ in readable:
                await self._done(message, started)

    async def _readable(self, messages: Sequence[Msg]) -> list[tuple[Msg, Received[Message]]]:
        readable = []
        for message in messages:
            try:
                readable.append((message, self._decode(message)))
            except ValueError as error:
                await self._fail(message, error)
        return readable

    async def _answer_batch(self, subscription: StoredBatch, batch: Sequence[Received[Any]]) -> None:
        counts: dict[str, int] = {}
        outgoing = []
        for cause, event in await subscription.handle(batch):
            index = counts[cause.id] = counts.get(cause.id, -1) + 1
            outgoing.append(cause.answer(event, index))
        await self._bus.publish_batch(outgoing)

    def _decode(self, message: Msg) -> Received[Message]:
        headers = message.headers or {}
        message_id = headers.get(MESSAGE_ID) or f"{self.stream}/{message.metadata.sequence.stream}"
        kind = self._kinds[message.subject]
        sent_at = headers.get(SENT_AT)
        return Received(
            message=kind.model_validate_json(message.data),
            id=message_id,
            correlation_id=headers.get(CORRELATION_ID, message_id),
            traceparent=headers.get(TRACE_PARENT) or new_traceparent(),
            sent_at=datetime.fromisoformat(sent_at) if sent_at else datetime.now(UTC),
            deliveries=message.metadata.num_delivered or 1,
        )

    async def _done(self, message: Msg, started: float) -> None:
        with contextlib.suppress(NatsError):  # unheard, it is delivered again, and its answers are known by their ids
            await message.ack()
        metrics.handled(message.subject, "done", time.perf_counter() - started)

    async def _fail(self, message: Msg, error: Exception) -> None:
        decision = failures.decide(error, message.metadata.num_delivered or 1)
        log.warning(
            "message.failed",
            durable=self.durable,
            subject=message.subject,
            decision=type(decision).__name__.lower(),
            error=failures.describe(error),
            exc_info=not isinstance(error, failures.EXPECTED),
        )
        try:
            await failures.apply(decision, message, self.durable, self._bus.jetstream)
        except (NatsError, TimeoutError):
            log.warning("message.undecided", durable=self.durable)  # it is delivered again after the ack wait
        metrics.handled(message.subject, type(decision).__name__.lower(), 0.0)


async def _give_back(messages: Sequence[Msg]) -> None:
    """We are stopping: somebody else may have them at once."""
    for message in messages:
        with contextlib.suppress(NatsError):
            await message.nak()


@contextlib.asynccontextmanager
async def _kept_alive(messages: Sequence[Msg]) -> AsyncIterator[None]:
    """Tell the server every few seconds that these are still being worked on."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            for message in messages:
                with contextlib.suppress(NatsError):
                    await message.in_progress()

    heart = asyncio.create_task(beat())
    try:
        yield
    finally:
        heart.cancel()


@contextlib.contextmanager
def _log_context(received: Received[Message]) -> Any:
    with structlog.contextvars.bound_contextvars(
        correlation_id=received.correlation_id, traceparent=received.traceparent, message_id=received.id
    ):
        yield
