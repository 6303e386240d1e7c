"""Streams and consumers as data, applied by whoever starts first and again whenever one of them has gone.

Work queue for commands (a command is gone once it is done), a log for events (each reader has its own place in it), and
a log of messages that were set aside.
"""

from collections.abc import Iterable
from datetime import timedelta

from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, DiscardPolicy, RetentionPolicy, StreamConfig
from nats.js.errors import APIError, NotFoundError

from shared.messages import ALL, Command, Message

ACK_WAIT = timedelta(seconds=10)
DUPLICATE_WINDOW = timedelta(minutes=5)
KEEP_EVENTS = timedelta(days=3)
KEEP_DEAD = timedelta(days=30)
DEAD_PREFIX = "dead"

COMMANDS = StreamConfig(
    name="COMMANDS",
    subjects=sorted(m.subject for m in ALL if issubclass(m, Command) and m.stored),
    retention=RetentionPolicy.WORK_QUEUE,
    discard=DiscardPolicy.NEW,
    max_bytes=2 * 1024**3,
    duplicate_window=DUPLICATE_WINDOW.total_seconds(),
    allow_atomic=True,
)
EVENTS = StreamConfig(
    name="EVENTS",
    subjects=sorted(m.subject for m in ALL if not issubclass(m, Command) and m.stored),
    retention=RetentionPolicy.LIMITS,
    discard=DiscardPolicy.OLD,
    max_age=KEEP_EVENTS.total_seconds(),
    max_bytes=2 * 1024**3,
    duplicate_window=DUPLICATE_WINDOW.total_seconds(),
    allow_atomic=True,
)
DEAD = StreamConfig(
    name="DEAD",
    subjects=[f"{DEAD_PREFIX}.>"],
    retention=RetentionPolicy.LIMITS,
    discard=DiscardPolicy.OLD,
    max_age=KEEP_DEAD.total_seconds(),
    max_bytes=256 * 1024**2,
    duplicate_window=DUPLICATE_WINDOW.total_seconds(),
)
STREAMS = (COMMANDS, EVENTS, DEAD)


def stream_of(message: type[Message]) -> str:
    """The name of the stream that stores this kind of message."""
    stream = COMMANDS if issubclass(message, Command) else EVENTS
    assert stream.name is not None
    return stream.name


def consumer_config(durable: str, messages: Iterable[type[Message]], in_flight: int) -> ConsumerConfig:
    """A durable pull consumer. Redelivery is decided by our failure policy, never by a count of the server."""
    subjects = sorted(message.subject for message in messages)
    return ConsumerConfig(
        durable_name=durable,
        deliver_policy=DeliverPolicy.ALL,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=ACK_WAIT.total_seconds(),
        max_deliver=-1,
        max_ack_pending=in_flight,
        filter_subject=subjects[0] if len(subjects) == 1 else None,
        filter_subjects=subjects if len(subjects) > 1 else None,
    )


async def ensure_streams(jetstream: JetStreamContext) -> None:
    """Create what is missing and bring what exists up to date; harmless when several services do it at once."""
    for stream in STREAMS:
        assert stream.name is not None
        try:
            info = await jetstream.stream_info(stream.name)
        except NotFoundError:
            try:
                await jetstream.add_stream(stream)
            except APIError:
                # Another service created it between our two calls; whether it fits is checked now.
                await jetstream.update_stream(stream)
            continue
        if set(info.config.subjects or ()) != set(stream.subjects or ()):
            await jetstream.update_stream(stream)


async def ensure_consumer(jetstream: JetStreamContext, stream: str, config: ConsumerConfig) -> None:
    """Create or update one durable consumer, and the streams if they are gone as well."""
    try:
        await jetstream.add_consumer(stream, config)
    except NatsError:
        await ensure_streams(jetstream)
        await jetstream.add_consumer(stream, config)
