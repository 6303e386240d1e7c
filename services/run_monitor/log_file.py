"""Reads the log of a task run from shared storage, a piece at a time and never half a character."""

from dataclasses import dataclass
from pathlib import Path

from domino.storage_layout import TaskFolder

PIECE = 64 * 1024  # bytes
LONGEST_CHARACTER = 4  # bytes of UTF-8


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that begins at byte `offset` and ends before byte `next_offset`."""

    offset: int
    next_offset: int
    text: str


class LogFile:
    """The log of one try, or of whichever try is the newest when `try_number` is None."""

    def __init__(self, storage_root: Path, folder: TaskFolder, try_number: int | None) -> None:
        self._root = storage_root
        self._folder = folder
        self.try_number = try_number

    def newest_try(self) -> int | None:
        """The try that writes, or wrote last; None before the first."""
        try:
            return int((self._root / self._folder.try_file).read_text())
        except (FileNotFoundError, ValueError):
            return None

    def path(self) -> Path | None:
        """Where the log is by now; None while the try has not begun."""
        newest = self._root / self._folder.log
        if self.try_number is None:
            return newest
        older = self._root / self._folder.older_log(self.try_number)
        if older.exists():
            return older
        return newest if self.newest_try() == self.try_number else None

    def read(self, offset: int) -> Piece | None:
        """What follows `offset`, at most PIECE bytes; None when there is nothing (yet)."""
        path = self.path()
        if path is None:
            return None
        try:
            with path.open("rb") as file:
                file.seek(offset)
                raw = file.read(PIECE)
        except FileNotFoundError:
            return None
        raw = raw[: complete_length(raw)]
        return Piece(offset, offset + len(raw), raw.decode("utf-8", "replace")) if raw else None


def complete_length(raw: bytes) -> int:
    """The length of `raw` without a character that is cut off at its end."""
    for back in range(1, min(LONGEST_CHARACTER, len(raw) + 1)):
        byte = raw[-back]
        if byte < 0b1000_0000:
            return len(raw)
        if byte >= 0b1100_0000:
            needed = 2 if byte < 0b1110_0000 else 3 if byte < 0b1111_0000 else 4
            return len(raw) - back if needed > back else len(raw)
    return len(raw)
