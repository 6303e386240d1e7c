"""Says whose containers still have somebody: a lock that the kernel gives back when its holder dies, whatever it died of.

The lock is a file in shared storage with the container's name, so it works between workers on one Engine that cannot see each
other's processes.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

# No folder of a workflow begins like this (storage_layout.folder_name), and no container is shown it.
FOLDER = ".containers"


@contextlib.contextmanager
def claimed_name(storage_root: Path) -> Iterator[str]:
    """A new name for a container of ours, held until it has been removed."""
    folder = storage_root / FOLDER
    folder.mkdir(exist_ok=True)
    while True:
        name = f"domino-{secrets.token_hex(8)}"
        lock = _lock(folder / name)
        if lock is not None:
            break
    try:
        yield name
    finally:
        with contextlib.suppress(FileNotFoundError):
            (folder / name).unlink()
        os.close(lock)


@contextlib.contextmanager
def abandoned(storage_root: Path, name: str) -> Iterator[bool]:
    """Whether nobody holds `name` any more; if so, it is ours until the end of the block and forgotten afterwards."""
    path = storage_root / FOLDER / name
    path.parent.mkdir(exist_ok=True)
    lock = _lock(path)
    if lock is None:
        yield False
        return
    try:
        yield True
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
    finally:
        os.close(lock)


def _lock(path: Path) -> int | None:
    """A descriptor that holds the lock of the file with this name; None when another one holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Between opening and locking, the former holder may have removed the name: then the lock is of no file.
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(path.stat(), os.fstat(descriptor)):
                return descriptor
    os.close(descriptor)
    return None
