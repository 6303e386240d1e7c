"""`platform.json`: how scripts find a running platform. Its fields are part of the outside contract."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from deploy.local.private_file import read_json, write_private_json


class PlatformFile:
    """Written once the platform is ready, rewritten whenever a process id changes, removed on stop."""

    def __init__(self, path: Path, content: Callable[[], Mapping[str, object]]) -> None:
        self._path = path
        self._content = content
        self._lock = threading.Lock()
        self._is_published = False

    def publish(self) -> None:
        with self._lock:
            self._is_published = True
            write_private_json(self._path, self._content())

    def refresh(self) -> None:
        """Write the present content if it has been published."""
        with self._lock:
            if self._is_published:
                write_private_json(self._path, self._content())

    def remove(self) -> None:
        with self._lock:
            self._is_published = False
            self._path.unlink(missing_ok=True)


def running_url(path: Path) -> str | None:
    """The address of the platform that this file describes."""
    url = read_json(path).get("url")
    return url if isinstance(url, str) else None
