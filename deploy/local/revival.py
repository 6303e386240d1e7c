"""Starts again what dies, after a pause that grows while it keeps dying, and says so in one line."""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from deploy.local.log_files import shorten
from deploy.local.part import Part, ending

TICK = 0.25
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
LONG_LIFE = 60.0
LOG_CHECK = 30.0


@dataclass(slots=True)
class _Attempts:
    pause: float = 0.0
    due: float | None = None
    is_returning: bool = False
    began: float = 0.0


class Revival:
    """Looks at every part a few times a second. A part that was stopped on purpose is left alone."""

    def __init__(self, parts: Iterable[Part], say: Callable[[str], None]) -> None:
        self._parts = tuple(parts)
        self._say = say
        self._attempts = {part.name: _Attempts() for part in self._parts}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="revival", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Return when nothing will be started any more."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        next_log_check = time.monotonic() + LOG_CHECK
        while not self._ended.wait(TICK):
            now = time.monotonic()
            for part in self._parts:
                self._look_at(part, self._attempts[part.name], now)
            if now > next_log_check:
                next_log_check = now + LOG_CHECK
                for part in self._parts:
                    shorten(part.log)

    def _look_at(self, part: Part, attempts: _Attempts, now: float) -> None:
        if part.has_died:
            if attempts.due is None:
                self._plan(part, attempts, now)
            elif now >= attempts.due:
                self._revive(part, attempts, now)
        elif attempts.is_returning and part.is_ready():
            attempts.is_returning = False
            self._say(f"{part.name} works again")

    def _plan(self, part: Part, attempts: _Attempts, now: float) -> None:
        lived_long = now - attempts.began > LONG_LIFE
        attempts.pause = FIRST_PAUSE if lived_long else min(attempts.pause * 2, LONGEST_PAUSE)
        attempts.due = now + attempts.pause
        self._say(f"{part.name} {ending(part.exit_status)}; it is started again in {attempts.pause:.1f} s")

    def _revive(self, part: Part, attempts: _Attempts, now: float) -> None:
        attempts.due = None
        attempts.began = now
        attempts.is_returning = True
        try:
            part.revive()
        except Exception as error:  # noqa: BLE001 - whatever keeps one part from starting must not end the care for the others
            self._say(f"{part.name} cannot be started: {error}")
