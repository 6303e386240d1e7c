"""The form of a line in a task's log: ``2026-11-22T10:24:31.123Z INFO text``."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import LogRecord


def line(level: str, text: str, at: float) -> str:
    """One entry; ``at`` is in seconds since the epoch. Later lines of a text of several lines stand as they are."""
    whole = int(at)
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(whole))
    return f"{stamp}.{int((at - whole) * 1000):03d}Z {level} {text}"


def write_line(level: str, text: str) -> None:
    """Write to the log without the logging module, whose import a task that logs nothing is spared."""
    sys.stdout.flush()
    sys.stderr.write(line(level, text, time.time()) + "\n")
    sys.stderr.flush()


def install() -> None:
    """Let every logger of the process write such lines to standard error; calling it again changes nothing."""
    import logging

    root = logging.getLogger()
    if any(
        isinstance(handler.formatter, logging.Formatter) and handler.get_name() == "domino" for handler in root.handlers
    ):
        return

    class Lines(logging.Formatter):
        def format(self, record: LogRecord) -> str:
            text = super().format(record)
            return line("ERROR" if record.levelname == "CRITICAL" else record.levelname, text, record.created)

    handler = logging.StreamHandler(sys.stderr)
    handler.set_name("domino")
    handler.setFormatter(Lines())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("domino.operators").setLevel(logging.DEBUG)
