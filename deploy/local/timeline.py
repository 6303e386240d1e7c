"""Progress lines while the platform starts, and at the end one line that says what took how long."""

import os
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TextIO

BEGAN = "DOMINO_START_BEGAN"


@dataclass(slots=True)
class Timeline:
    """Seconds count from the first command, also across the change from the system's Python to ours."""

    began: float = field(default_factory=time.time)
    stream: TextIO = field(default_factory=lambda: sys.stdout)
    quiet: bool = False
    _marks: list[tuple[str, float]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def continued(cls) -> "Timeline":
        """The time line of the command that started this one, if one did."""
        return cls(began=float(os.environ.get(BEGAN) or time.time()))

    def seconds(self) -> float:
        return time.time() - self.began

    def say(self, line: str) -> None:
        """Print one progress line."""
        if self.quiet:
            return
        with self._lock:
            print(f"{self.seconds():7.1f} s  {line}", file=self.stream, flush=True)

    def mark(self, name: str, line: str | None = None) -> None:
        """Remember that `name` was reached now; say so."""
        self._marks.append((name, self.seconds()))
        self.say(line or name)

    def summary(self) -> str:
        """Every mark with its seconds, in the order of time."""
        return " · ".join(f"{name} {seconds:.1f} s" for name, seconds in sorted(self._marks, key=lambda mark: mark[1]))
