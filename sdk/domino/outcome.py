"""How a task run ended: the exit codes of the runner and the document it leaves in ``outcome.json``.

Standard library only, because the runner, Airflow and the services all read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Who a failure belongs to: the builder's inputs, the author's code, its outputs, or the platform."""

    SUCCESS = "success"
    INPUT_ERROR = "input_error"
    OPERATOR_ERROR = "operator_error"
    OUTPUT_ERROR = "output_error"
    PLATFORM_ERROR = "platform_error"


EXIT_CODES = {
    Status.SUCCESS: 0,
    Status.INPUT_ERROR: 10,
    Status.OPERATOR_ERROR: 20,
    Status.OUTPUT_ERROR: 30,
    Status.PLATFORM_ERROR: 40,
}

_STATUS_OF_EXIT_CODE = {code: status for status, code in EXIT_CODES.items()}


@dataclass(frozen=True, slots=True)
class Display:
    """A result to show: how, and the path of its file relative to the folder ``results``."""

    file_type: str
    path: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the runner says at the end; ``message`` is one sentence, ``traceback`` only the operator's own frames."""

    status: Status
    message: str
    traceback: str | None = None
    display: Display | None = None
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        return EXIT_CODES[self.status]


def read_outcome(text: str | bytes) -> Outcome:
    """Decode ``outcome.json``; raise ValueError when it is not one."""
    # Imported here because the runner writes with pydantic's encoder, and every task waits for its start.
    import json

    document = json.loads(text)
    if not isinstance(document, dict):
        raise ValueError("outcome.json is not an object.")
    try:
        display = document["display"]
        return Outcome(
            status=Status(document["status"]),
            message=str(document["message"]),
            traceback=document["traceback"],
            display=None if display is None else Display(display["file_type"], display["path"]),
            seconds=float(document["seconds"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("outcome.json lacks a field or has one of a wrong type.") from error


def outcome_without_document(exit_code: int) -> Outcome:
    """What to say when the process ended without writing ``outcome.json``; a negative code is the signal that ended it."""
    status = _STATUS_OF_EXIT_CODE.get(exit_code, Status.PLATFORM_ERROR)
    if status is Status.SUCCESS:
        return Outcome(Status.PLATFORM_ERROR, "The operator's process ended before it had reported its outcome.")
    if exit_code < 0:
        return Outcome(Status.PLATFORM_ERROR, f"The operator's process was ended by signal {-exit_code}.")
    return Outcome(status, f"The operator's process ended with exit code {exit_code} and without a message.")
