"""What happens to a message whose handling failed: again later, or aside for a person to look at."""

from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from nats.aio.msg import Msg
from nats.js import JetStreamContext
from pydantic import ValidationError

from shared.messaging.envelope import MESSAGE_ID
from shared.messaging.topology import DEAD_PREFIX
from shared.runtime.errors import DominoError, Rejected

EXPECTED = (DominoError, ValidationError)
RETRY_DELAYS = tuple(timedelta(seconds=s) for s in (1, 5, 30, 120, 600))


@dataclass(frozen=True, slots=True)
class Again:
    """Redeliver after `delay`."""

    delay: timedelta


@dataclass(frozen=True, slots=True)
class Aside:
    """Keep it on the dead-letter stream with the reason."""

    reason: str


def decide(error: BaseException, deliveries: int) -> Again | Aside:
    """Reject at once what can never succeed; otherwise retry with growing delays until they are used up."""
    if isinstance(error, Rejected | ValidationError):
        return Aside(describe(error))
    if deliveries <= len(RETRY_DELAYS):
        return Again(RETRY_DELAYS[deliveries - 1])
    return Aside(f"given up after {deliveries} attempts: {describe(error)}")


def describe(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        places = ", ".join(".".join(map(str, e["loc"])) or "the document" for e in error.errors()[:5])
        return f"not a valid {error.title}: {places}"
    return str(error) or type(error).__name__


async def apply(decision: Again | Aside, message: Msg, durable: str, jetstream: JetStreamContext) -> None:
    """Carry the decision out; a message set aside is stored there before it is taken from its stream."""
    match decision:
        case Again(delay):
            await message.nak(delay=delay.total_seconds())
        case Aside(reason):
            original_id = (message.headers or {}).get(MESSAGE_ID, "")
            kept = {name: value for name, value in (message.headers or {}).items() if not name.startswith("Nats-")}
            headers = kept | {
                MESSAGE_ID: f"dead/{durable}/{original_id or message.metadata.sequence.stream}",
                "Domino-Dead-Reason": " ".join(reason.split())[:1000],
                "Domino-Dead-Subject": message.subject,
                "Domino-Dead-Durable": durable,
            }
            await jetstream.publish(f"{DEAD_PREFIX}.{durable}", message.data, headers=headers)
            await message.term()
        case _:
            assert_never(decision)
