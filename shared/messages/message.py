"""What every command and event has in common: an immutable document with one subject."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """A value that travels between services. Unknown fields are ignored, so that old and new releases can meet."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Message(Document):
    """A document with a subject. `stored` messages go through a JetStream stream; the others are live only: lost when
    nobody listens, so nothing may depend on them."""

    subject: ClassVar[str]
    stored: ClassVar[bool] = True


class Command(Message):
    """Asks one recipient for something: `cmd.<recipient>.v<N>.<imperative>`."""


class Event(Message):
    """States what has happened: `evt.<thing>.v<N>.<past>`."""
