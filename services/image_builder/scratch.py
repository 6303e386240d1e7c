"""Temporary folders that know their owner, so that what a killed process left behind can be told from work in hand."""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil
import structlog

_NAME = re.compile(r"(?P<kind>[a-z]+)-(?P<pid>\d+)-[0-9a-f]{8}")

log = structlog.get_logger()


@contextlib.contextmanager
def scratch(root: Path, kind: str) -> Iterator[Path]:
    """An empty folder that is gone afterwards, unless it was moved away."""
    folder = root / f"{kind}-{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(root: Path) -> int:
    """Remove the folders whose owners are dead, ending what those had started and left running; how many there were."""
    left = [
        folder for folder in root.glob("*") if (name := _NAME.fullmatch(folder.name)) and _is_dead(int(name["pid"]))
    ]
    if left:
        _end_work_in(left)
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    if left:
        log.info("scratch.swept", folders=len(left))
    return len(left)


def _is_dead(pid: int) -> bool:
    return pid == os.getpid() or not psutil.pid_exists(pid)  # called at the start, when we own none yet


def _end_work_in(folders: list[Path]) -> None:
    roots = [folder.resolve() for folder in folders]
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            place = Path(process.cwd())
            if any(place.is_relative_to(root) for root in roots):
                process.kill()
