"""How a service says what it handles: one durable consumer each, or a live subscription."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from shared.messages import Event, Message
from shared.messaging.envelope import Received

M = TypeVar("M", bound=Message)

Answers = Iterable[Event]
CausedAnswers = Iterable[tuple[Received[Any], Event]]


@dataclass(frozen=True, slots=True)
class Stored:
    """One message at a time, up to `concurrency` of them at once."""

    durable: str
    messages: tuple[type[Message], ...]
    handle: Callable[[Any], Awaitable[Answers]]
    concurrency: int


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """All waiting messages together, at most `size`, in stream order; never two batches at once."""

    durable: str
    messages: tuple[type[Message], ...]
    handle: Callable[[Sequence[Received[Any]]], Awaitable[CausedAnswers]]
    size: int


@dataclass(frozen=True, slots=True)
class Live:
    """Core NATS: what is said while nobody listens is lost. `queue` delivers each message to one of its members."""

    message: type[Message]
    handle: Callable[[Any], Awaitable[None]]
    queue: str | None


Subscription = Stored | StoredBatch | Live


def on(message: type[M], handle: Callable[[M], Awaitable[Answers]], *, concurrency: int = 1) -> Stored:
    """Handle each stored message of this kind; its answers are published, then it is acknowledged."""
    durable = "__".join(message.subject.split(".")[1::2])
    return Stored(durable, (message,), handle, concurrency)


def on_batch(
    messages: Sequence[type[Message]],
    handle: Callable[[Sequence[Received[Any]]], Awaitable[CausedAnswers]],
    *,
    durable: str,
    size: int = 100,
) -> StoredBatch:
    """Handle whatever waits, together; an answer names the message that caused it."""
    return StoredBatch(durable, tuple(messages), handle, size)


def listen(message: type[M], handle: Callable[[M], Awaitable[None]], *, queue: str | None = None) -> Live:
    """Handle live messages of this kind as they come."""
    return Live(message, handle, queue)
