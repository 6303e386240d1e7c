"""The only code that knows JetStream: publish, consume, decide on failures, stay healthy."""

from shared.messaging.bus import Bus
from shared.messaging.envelope import Outgoing, Received
from shared.messaging.subscriptions import Subscription, listen, on, on_batch
from shared.messaging.worker import Worker

__all__ = ["Bus", "Outgoing", "Received", "Subscription", "Worker", "listen", "on", "on_batch"]
