"""One task from request to outcome, with the files it leaves in shared storage."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import to_json

from domino.outcome import Outcome, Status
from domino.runner import log_lines
from domino.runner.load import NoSuchOperatorError, NotAnOperatorError, load_operator
from domino.runner.perform import Completed, Failed, perform
from domino.runner.sentences import masked, sentence_of_error

if TYPE_CHECKING:
    from domino.runner.request import Request
    from domino.task_context import TaskContext


def run(request: Request) -> Outcome:
    """Run the operator, write its outputs and ``outcome.json``, and say in the log why it failed if it did."""
    begun = time.perf_counter()
    context = request.context
    try:
        _make_folders(context)
        ended = _load_and_perform(request)
        if isinstance(ended, Completed):
            write_atomically(Path(context.absolute(context.folder.outputs_file)), ended.outputs)
    except OSError as error:
        ended = Failed(Status.PLATFORM_ERROR, f"Shared storage could not be used: {error.strerror or error}.")
    outcome = _outcome(ended, request, time.perf_counter() - begun)
    if outcome.status is not Status.SUCCESS:
        log_lines.write_line("ERROR", outcome.message)
        if outcome.traceback:
            sys.stderr.write(outcome.traceback)
    try:
        write_atomically(Path(context.absolute(context.folder.outcome_file)), _json(outcome))
    except OSError as error:
        log_lines.write_line("ERROR", f"The outcome could not be written: {error.strerror or error}.")
    return outcome


def write_atomically(path: Path, content: bytes) -> None:
    """A reader sees the whole file or none."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _make_folders(context: TaskContext) -> None:
    folder = context.folder
    for path in (folder.results, folder.report, folder.outputs_folder):
        Path(context.absolute(path)).mkdir(parents=True, exist_ok=True)
    # What an earlier try left must not pass for ours.
    for path in (folder.outputs_file, folder.outcome_file):
        Path(context.absolute(path)).unlink(missing_ok=True)


def _load_and_perform(request: Request) -> Completed | Failed:
    try:
        loaded = load_operator(Path(request.repository_root), request.operator)
    except NoSuchOperatorError as error:
        return Failed(Status.PLATFORM_ERROR, str(error))
    except NotAnOperatorError as error:
        return Failed(Status.OPERATOR_ERROR, str(error))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - importing runs the author's code, which may raise anything
        return Failed(Status.OPERATOR_ERROR, f"The operator could not be loaded: {sentence_of_error(error)}", error)
    if "logging" in sys.modules:
        log_lines.install()
    return perform(loaded, request.inputs, request.secrets, request.context, request.output_limit_bytes)


def _outcome(ended: Completed | Failed, request: Request, seconds: float) -> Outcome:
    if isinstance(ended, Completed):
        return Outcome(Status.SUCCESS, "The operator succeeded.", None, ended.display, round(seconds, 6))
    secrets = {name: value for name, value in request.secrets.items() if isinstance(value, str)}
    trace = None
    # A wrong input is not the author's mistake; a traceback would only name our validation.
    if ended.error is not None and ended.status is not Status.INPUT_ERROR and ended.error.__traceback__ is not None:
        from domino.runner.own_traceback import own_traceback

        trace = masked(own_traceback(ended.error, Path(request.repository_root)), secrets)
    return Outcome(ended.status, masked(ended.message, secrets), trace, ended.display, round(seconds, 6))


def _json(outcome: Outcome) -> bytes:
    # A file name that is not UTF-8 may stand in an error as lone surrogates, which JSON cannot carry.
    fields = {name: _encodable(value) for name, value in asdict(outcome).items()}
    return to_json(fields)


def _encodable(value: object) -> object:
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value
