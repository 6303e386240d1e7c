"""What travels around a message: identity for deduplication, correlation and trace for people who follow a story."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Generic, TypeVar
from uuid import UUID, uuid4, uuid5

from shared.messages import Message

M_co = TypeVar("M_co", bound=Message, covariant=True)

MESSAGE_ID = "Nats-Msg-Id"  # JetStream drops a second message with the same id within the stream's window
CORRELATION_ID = "Domino-Correlation-Id"
CAUSATION_ID = "Domino-Causation-Id"
SENT_AT = "Domino-Sent-At"
TRACE_PARENT = "traceparent"  # W3C Trace Context

ANSWERS = UUID("6f1f6a0e-3a0b-5d0c-9a57-0d4c7e6b1a11")


def new_traceparent() -> str:
    """A fresh W3C trace context, sampled."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message about to be published. The same id published twice is stored once."""

    message: Message
    id: str = field(default_factory=lambda: str(uuid4()))
    correlation_id: str = ""
    causation_id: str = ""
    traceparent: str = field(default_factory=new_traceparent)

    @property
    def headers(self) -> dict[str, str]:
        headers = {
            MESSAGE_ID: self.id,
            CORRELATION_ID: self.correlation_id or self.id,
            SENT_AT: datetime.now(UTC).isoformat(),
            TRACE_PARENT: self.traceparent,
        }
        if self.causation_id:
            headers[CAUSATION_ID] = self.causation_id
        return headers

    @property
    def payload(self) -> bytes:
        return self.message.model_dump_json().encode()


@dataclass(frozen=True, slots=True)
class Received(Generic[M_co]):
    """A delivered message with what its sender said about it; `deliveries` counts from 1."""

    message: M_co
    id: str
    correlation_id: str
    traceparent: str
    sent_at: datetime
    deliveries: int

    def answer(self, event: Message, index: int = 0) -> Outgoing:
        """The event as an answer: its id is derived, so that a command handled twice is answered once."""
        return Outgoing(
            message=event,
            id=str(uuid5(ANSWERS, f"{self.id}/{event.subject}/{index}")),
            correlation_id=self.correlation_id,
            causation_id=self.id,
            traceparent=self.traceparent,
        )
