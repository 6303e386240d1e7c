"""Logs of the parts: one file each, kept small without asking the writer."""

from pathlib import Path
from typing import BinaryIO

MEBIBYTE = 1024 * 1024
LARGEST = 20 * MEBIBYTE
KEPT_TAIL = 5 * MEBIBYTE


def open_log(path: Path) -> BinaryIO:
    """Open for appending, so that the file may be shortened while a process writes to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shorten(path)
    return path.open("ab", buffering=0)


def shorten(path: Path, largest: int = LARGEST, kept_tail: int = KEPT_TAIL) -> bool:
    """Move the tail of a log that has grown beyond `largest` bytes to `<name>.1` and empty it; return whether it did."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return False
    if size <= largest:
        return False
    with path.open("r+b") as log:
        log.seek(size - kept_tail)
        path.with_name(f"{path.name}.1").write_bytes(log.read())
        log.truncate(0)
    return True
