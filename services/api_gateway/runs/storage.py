"""Shared storage, as the gateway reads it: only below its root, never through a symbolic link, never changed.

An operator wrote these files and may have planted links to what it cannot read itself, so every component of a path is opened
relative to the one before, refusing links.
"""

import asyncio
import contextlib
import os
import stat
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

CHUNK = 256 * 1024
MOST_FILES = 5000
DEEPEST = 32


@dataclass(frozen=True, slots=True)
class StoredFile:
    path: str  # relative to the folder that was listed
    size: int


class OpenedFile:
    """An open file; whoever got it must close it, which streaming it to its end does."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.size = os.fstat(descriptor).st_size

    async def stream(self) -> AsyncIterator[bytes]:
        try:
            offset = 0
            while chunk := await asyncio.to_thread(os.pread, self._descriptor, CHUNK, offset):
                offset += len(chunk)
                yield chunk
        finally:
            self.close()

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


class Storage:
    def __init__(self, root: Path) -> None:
        self._root = root

    async def open(self, folder: str, path: str) -> OpenedFile | None:
        """The regular file at `path` inside `folder`, or None when there is none that may be read."""
        parts = safe_parts(path)
        if parts is None:
            return None
        return await asyncio.to_thread(self._open, PurePosixPath(folder).parts + parts)

    async def read_from(self, folder: str, path: str, offset: int, limit: int) -> tuple[bytes, int] | None:
        """At most `limit` bytes from `offset`, and the size of the file; None when there is no such file."""

        def read() -> tuple[bytes, int] | None:
            file = self._open((*PurePosixPath(folder).parts, path))
            if file is None:
                return None
            with contextlib.closing(file):
                return os.pread(file._descriptor, limit, offset), file.size  # noqa: SLF001 - of this module

        return await asyncio.to_thread(read)

    async def list(self, folder: str) -> list[StoredFile]:
        """The regular files below `folder`, in the order of their paths."""
        return await asyncio.to_thread(lambda: sorted(self._walk(folder), key=lambda file: file.path))

    def _open(self, parts: tuple[str, ...]) -> OpenedFile | None:
        try:
            with self._folder(parts[:-1]) as folder:
                # O_NONBLOCK: a planted FIFO must not hang the thread.
                flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
                descriptor = os.open(parts[-1], flags, dir_fd=folder)
        except (OSError, ValueError):
            return None
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            return None
        return OpenedFile(descriptor)

    @contextlib.contextmanager
    def _folder(self, parts: tuple[str, ...]) -> Iterator[int]:
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
        folder = os.open(self._root, flags)
        try:
            for part in parts:
                inner = os.open(part, flags | os.O_NOFOLLOW, dir_fd=folder)
                os.close(folder)
                folder = inner
            yield folder
        finally:
            os.close(folder)

    def _walk(self, folder: str) -> Iterator[StoredFile]:
        found = 0
        try:
            with self._folder(PurePosixPath(folder).parts) as top:
                for place, folders, files, descriptor in os.fwalk(".", dir_fd=top, follow_symlinks=False):
                    if place.count("/") >= DEEPEST:
                        folders.clear()
                    for name in files:
                        info = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                        if not stat.S_ISREG(info.st_mode):
                            continue
                        found += 1
                        if found > MOST_FILES:
                            return
                        yield StoredFile(f"{place}/{name}".removeprefix("./"), info.st_size)
        except OSError:
            return


def safe_parts(path: str) -> tuple[str, ...] | None:
    """The components of a relative path, or None when it is not one: absolute, empty, with `..`, NUL or a backslash."""
    if "\0" in path or "\\" in path or path.startswith("/"):
        return None
    parts = tuple(path.split("/"))
    if any(part in {"", ".", ".."} or len(part.encode("utf-8", "surrogatepass")) > 255 for part in parts):
        return None
    return parts
