"""Counters of what was handled; labels are subjects, which never hold ids."""

from prometheus_client import Counter, Histogram

_HANDLED = Counter("domino_messages_handled_total", "Messages handled.", ("subject", "outcome"))
_SECONDS = Histogram(
    "domino_message_seconds",
    "Time from delivery to acknowledgement.",
    ("subject",),
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60, 600),
)


def handled(subject: str, outcome: str, seconds: float) -> None:
    _HANDLED.labels(subject, outcome).inc()
    if outcome == "done":
        _SECONDS.labels(subject).observe(seconds)
