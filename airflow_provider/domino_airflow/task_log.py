"""The log of one try: a file in shared storage that people follow, and a copy in Airflow's own task log."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from logging import Logger
from pathlib import Path

from domino.storage_layout import TaskFolder

from domino_airflow.masking import Masker

MIRROR_AT = 32 * 1024  # bytes; one record for many lines, as each record costs Airflow far more than we do
MIRROR_LIMIT = 4 * 1024 * 1024  # bytes; Airflow's log is the copy


class TaskLog:
    """Masks, appends, mirrors. Trouble with the file is reported once and never stops the task."""

    def __init__(self, storage_root: Path, folder: TaskFolder, try_number: int, airflow_log: Logger) -> None:
        self._airflow_log = airflow_log
        self._masker = Masker(())
        self._mirror = bytearray()
        self._mirrored = 0
        self._file = -1
        try:
            self._file = _open(storage_root, folder, try_number)
        except OSError as error:
            self._give_up(error)

    def mask(self, secrets: Iterable[str]) -> None:
        """Hide these values in everything that is written from now on."""
        self._masker = Masker(secrets)

    def masked(self, text: str) -> str:
        return self._masker.masked(text)

    def write(self, chunk: bytes) -> None:
        self._append(self._masker.feed(chunk))

    def say(self, level: str, text: str) -> None:
        """A line of our own, in the runner's form."""
        now = time.time()
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now))
        self.write(f"{stamp}.{int(now % 1 * 1000):03d}Z {level} {text}\n".encode("utf-8", "backslashreplace"))

    def idle(self) -> None:
        self._send_to_airflow()

    def close(self) -> None:
        self._append(self._masker.flush())
        self._send_to_airflow()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _append(self, text: bytes) -> None:
        if not text:
            return
        self._mirror += text
        if len(self._mirror) >= MIRROR_AT:
            self._send_to_airflow()
        if self._file < 0:
            return
        try:
            rest = memoryview(text)
            while rest:
                rest = rest[os.write(self._file, rest) :]
        except OSError as error:
            os.close(self._file)
            self._file = -1
            self._give_up(error)

    def _send_to_airflow(self) -> None:
        text, self._mirror = bytes(self._mirror), bytearray()
        if not text or self._mirrored > MIRROR_LIMIT:
            return
        self._mirrored += len(text)
        self._airflow_log.info("%s", text.decode("utf-8", "replace").rstrip("\n"))
        if self._mirrored > MIRROR_LIMIT:
            self._airflow_log.info("The log goes on in Domino; Airflow keeps its first %d MiB.", MIRROR_LIMIT >> 20)

    def _give_up(self, error: OSError) -> None:
        self._airflow_log.error(
            "The task's log cannot be written to shared storage (%s); it is kept here only.", error.strerror
        )


def _open(storage_root: Path, folder: TaskFolder, try_number: int) -> int:
    """Move the log of an older try aside and open this try's own."""
    results = storage_root / folder.results
    results.mkdir(parents=True, exist_ok=True)
    # What an older try has left must not pass for ours.
    (storage_root / folder.outcome_file).unlink(missing_ok=True)
    newest, marker = storage_root / folder.log, storage_root / folder.try_file
    kept = _number_in(marker)
    if kept != try_number:
        if newest.exists():
            newest.replace(storage_root / folder.older_log(kept or max(try_number - 1, 1)))
        unfinished = marker.with_name(f".{marker.name}.{os.getpid()}")
        unfinished.write_text(str(try_number))
        unfinished.replace(marker)
    # Operators may write into this folder, so a link with the log's name could lead anywhere.
    return os.open(newest, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o644)


def _number_in(marker: Path) -> int | None:
    try:
        return int(marker.read_text())
    except (FileNotFoundError, ValueError):
        return None
