"""Where a task run keeps its files: the one place that knows the layout of shared storage.

Every path is relative to the storage root and uses "/", so that a local directory and an S3 prefix look the same::

    {dag_id}/{run}/{task_id}/results/        files, log.txt of the newest try, log.try<N>.txt of older ones
    {dag_id}/{run}/{task_id}/report/
    {dag_id}/{run}/{task_id}/xcom_out/xcom_out.json
    {dag_id}/{run}/{task_id}/outcome.json
    {dag_id}/{run}/{task_id}/try.txt         the number of the newest try, whose log is log.txt

A mapped task run lives one level deeper, in ``{task_id}/{map_index}/``. Standard library only: Airflow, the services and the
runner all import this module.
"""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

RESULTS = "results"
REPORT = "report"
OUTPUTS_FOLDER = "xcom_out"
OUTPUTS_FILE = "xcom_out.json"
OUTCOME_FILE = "outcome.json"
LOG_FILE = "log.txt"
TRY_FILE = "try.txt"

NOT_MAPPED = -1
"""Airflow's map index of a task run that is not mapped."""

LONGEST_NAME = 200
"""Characters of a folder name; file systems stop at 255 bytes."""

_KEPT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


class TaskFolder(NamedTuple):
    """The folder of one task run; ``path`` and every property are relative to the storage root."""

    path: str

    @property
    def results(self) -> str:
        return f"{self.path}/{RESULTS}"

    @property
    def report(self) -> str:
        return f"{self.path}/{REPORT}"

    @property
    def outputs_folder(self) -> str:
        return f"{self.path}/{OUTPUTS_FOLDER}"

    @property
    def outputs_file(self) -> str:
        return f"{self.outputs_folder}/{OUTPUTS_FILE}"

    @property
    def outcome_file(self) -> str:
        return f"{self.path}/{OUTCOME_FILE}"

    @property
    def try_file(self) -> str:
        """Holds the number of the try that `log` belongs to; absent as long as no try has begun."""
        return f"{self.path}/{TRY_FILE}"

    @property
    def log(self) -> str:
        """The log of the newest try, whichever number it has."""
        return f"{self.results}/{LOG_FILE}"

    def older_log(self, try_number: int) -> str:
        """Where the log of try ``try_number`` is kept once a newer try has begun."""
        return f"{self.results}/{older_log_name(try_number)}"


def run_folder(dag_id: str, run_id: str) -> str:
    """The folder that all tasks of one run share."""
    return f"{folder_name(dag_id)}/{folder_name(run_id)}"


def task_folder(dag_id: str, run_id: str, task_id: str, map_index: int | None = None) -> TaskFolder:
    """The folder of a task run; ``map_index`` None or -1 means that the task is not mapped."""
    path = f"{run_folder(dag_id, run_id)}/{folder_name(task_id)}"
    if map_index is None or map_index == NOT_MAPPED:
        return TaskFolder(path)
    if map_index < 0:
        raise ValueError(f"A map index is -1 or counts from 0; got {map_index}.")
    return TaskFolder(f"{path}/{map_index}")


def folder_name(airflow_id: str) -> str:
    """A name for an Airflow id that is safe as a directory and in an S3 key; different ids get different names.

    Letters, digits, "_" and "-" stay. Every other byte becomes "." and two hexadecimal digits, so
    ``scheduled__2026-11-22T00:00:00`` is ``scheduled__2026-11-22T00.3A00.3A00``. A name that would be too long keeps its
    beginning and ends in ".h" and a digest; "h" is no hexadecimal digit, so the two forms never meet.
    """
    if not airflow_id:
        raise ValueError("An empty id has no folder.")
    raw = airflow_id.encode("utf-8", "surrogatepass")
    name = "".join(chr(byte) if byte in _KEPT else f".{byte:02X}" for byte in raw)
    if len(name) <= LONGEST_NAME:
        return name
    digest = sha256(raw).hexdigest()
    return f"{name[: LONGEST_NAME - len(digest) - 2]}.h{digest}"


def older_log_name(try_number: int) -> str:
    """The file name, inside ``results``, of the log of a try that is not the newest."""
    return f"log.try{try_number}.txt"


def is_log_name(name: str) -> bool:
    """Whether a file directly in ``results`` is a log of ours rather than a result of the operator."""
    if name == LOG_FILE:
        return True
    return name.startswith("log.try") and name.endswith(".txt") and name[7:-4].isdigit()
