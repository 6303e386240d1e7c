"""Opens files in folders that operators may write to, without following a link that an operator has left there.

An operator in a container cannot reach the platform's files, but a link of its own making could lead whoever follows it there.
Standard library only.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path, PurePosixPath

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# A planted FIFO would make an open for reading wait for ever.
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def open_folder(root: Path, relative: str, *, make: bool = False) -> int:
    """A descriptor of the folder `relative` below `root`; raise OSError where a part of the way is no folder, or a link.

    With `make`, folders that are missing are made, and what has taken the place of one makes room.
    """
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in PurePosixPath(relative).parts:
            inner = _made(part, folder) if make else os.open(part, FOLDER, dir_fd=folder)
            os.close(folder)
            folder = inner
    except BaseException:
        os.close(folder)
        raise
    return folder


def _made(name: str, folder: int) -> int:
    with suppress(FileExistsError):
        os.mkdir(name, dir_fd=folder)
    try:
        return os.open(name, FOLDER, dir_fd=folder)
    except (NotADirectoryError, FileNotFoundError):
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)
        os.mkdir(name, dir_fd=folder)
        return os.open(name, FOLDER, dir_fd=folder)


def open_file(root: Path, relative: str) -> int:
    """A descriptor to read the file from; raise OSError when there is none, or a link on the way."""
    place = PurePosixPath(relative)
    folder = open_folder(root, str(place.parent))
    try:
        return os.open(place.name, READ, dir_fd=folder)
    finally:
        os.close(folder)


def read_file(root: Path, relative: str, limit: int) -> bytes:
    """The content of a file; raise OSError when there is none, a link on the way, or more than `limit` bytes."""
    with os.fdopen(open_file(root, relative), "rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), relative)
    return content


def write_file(root: Path, relative: str, content: bytes) -> None:
    """Put a whole file in the place of whatever had its name. The folder has to be there."""
    place = PurePosixPath(relative)
    folder = open_folder(root, str(place.parent))
    unfinished = f".{place.name}.{os.getpid()}.{os.urandom(4).hex()}"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(unfinished, flags, 0o644, dir_fd=folder), "wb") as file:
            file.write(content)
        os.replace(unfinished, place.name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.close(folder)
