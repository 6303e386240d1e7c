"""Why a command of the author's cannot do what it was asked: one or two sentences that say what, where and what to do."""

from __future__ import annotations

FAILED, MISUSED = 1, 2


class RefusalError(Exception):
    """The message is for the author; ``exit_code`` tells a script whether the call or what it found was wrong."""

    def __init__(self, message: str, exit_code: int = MISUSED) -> None:
        super().__init__(message)
        self.exit_code = exit_code
