"""The bare clone that only this process uses: claimed by a lock that dies with its owner, swept, and made anew when broken."""

import fcntl
import shutil
import time
from pathlib import Path
from typing import IO

import psutil
import structlog
from git import Repo

from services.git_sync.errors import CloneDamaged
from shared.runtime.errors import Transient

MAX_CLONES = 16  # processes that share one work root
ORPHAN_PATIENCE = 10.0  # seconds for Git processes of a killed predecessor to end by themselves
LEFTOVERS = ("**/*.lock", "objects/**/tmp_*", "fast_import_crash_*")

log = structlog.get_logger()


class PrivateClone:
    """A folder `clone-<n>` of the work root, ours until this process ends, however it ends."""

    def __init__(self, work_root: Path, remote: str) -> None:
        self._remote = remote
        self._lock, self.path = _claim(work_root)

    def open(self) -> Repo:
        """The repository, ready for use; leftovers of a killed predecessor are gone."""
        if not (self.path / "HEAD").exists():
            return self.recreate()
        _sweep(self.path)
        repo = Repo(self.path)
        with repo.config_writer() as config:
            config.set_value('remote "origin"', "url", self._remote)
        return repo

    def recreate(self) -> Repo:
        """An empty repository instead of a damaged one; what it held is fetched again."""
        shutil.rmtree(self.path, ignore_errors=True)
        repo = Repo.init(self.path, bare=True, mkdir=True)
        self.path.chmod(0o700)
        # Written to the file by GitPython: as an argument, credentials in the address would show in process lists.
        with repo.config_writer() as config:
            config.set_value('remote "origin"', "url", self._remote)
        log.info("clone.created")
        return repo

    def close(self) -> None:
        self._lock.close()


def _claim(work_root: Path) -> tuple[IO[bytes], Path]:
    work_root.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number in range(MAX_CLONES):
        lock = (work_root / f"clone-{number}.owner").open("ab")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        return lock, work_root / f"clone-{number}"
    raise CloneDamaged(f"All {MAX_CLONES} clones in the work root are in use.")


def _sweep(clone: Path) -> None:
    """Remove lock files and half-written objects. Their only possible owners are Git processes that outlived a killed
    predecessor of ours, so none is removed before those have ended."""
    leftovers = [path for pattern in LEFTOVERS for path in clone.glob(pattern)]
    if not leftovers:
        return
    deadline = time.monotonic() + ORPHAN_PATIENCE
    while _is_somebody_working_in(clone):
        if time.monotonic() > deadline:
            raise Transient("A Git process of an earlier start is still working in the private clone.")
        time.sleep(0.1)
    for path in leftovers:
        path.unlink(missing_ok=True)
    log.info("clone.swept", files=len(leftovers))


def _is_somebody_working_in(clone: Path) -> bool:
    folder = str(clone.resolve())
    for process in psutil.process_iter(["name"]):
        try:
            if (process.info["name"] or "").startswith("git") and process.cwd() == folder:
                return True
        except psutil.Error:
            continue  # gone, or not ours to look at
    return False
