"""Remembers which processes a start has made, so that the next one can clean up after a start that was killed."""

import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from deploy.local import sessions
from deploy.local.private_file import read_json, write_private_json
from deploy.local.sessions import Living


class ProcessRecord:
    """A private file with the leader of each part's session."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()

    def write(self, leaders: Callable[[], Mapping[str, Living]]) -> None:
        """Record the leaders of now. They are asked for inside the lock: an older answer never replaces a newer one."""
        with self._lock:
            write_private_json(
                self._path,
                {name: {"pid": leader.pid, "born": leader.born} for name, leader in leaders().items()},
            )

    def forget(self) -> None:
        with self._lock:
            self._path.unlink(missing_ok=True)

    def end_leftovers(self, home: Path) -> tuple[str, ...]:
        """End what a killed start has left behind; return the names of the parts of which something still ran."""
        found = {name: sessions.leftovers(leader, home) for name, leader in self._read()}
        stubborn = sessions.kill(process for processes in found.values() for process in processes)
        if stubborn:
            pids = sorted(process.pid for process in stubborn)
            raise RuntimeError(f"the processes {pids} of an earlier start cannot be ended")
        self.forget()
        return tuple(name for name, processes in found.items() if processes)

    def _read(self) -> Iterable[tuple[str, Living]]:
        for name, entry in read_json(self._path).items():
            if isinstance(entry, dict):
                yield name, Living(int(entry["pid"]), float(entry["born"]))
