"""What the gateway's replicas tell each other to show: a projection is in the database and sockets should hear of it."""

from datetime import datetime
from typing import Any, ClassVar

from shared.messages.message import Event


class FrameReady(Event):
    """One live event for the sockets that subscribed to any of `topics`."""

    subject: ClassVar[str] = "evt.frame.v1.ready"
    stored: ClassVar[bool] = False

    topics: tuple[str, ...]
    event: str
    at: datetime
    data: dict[str, Any]
