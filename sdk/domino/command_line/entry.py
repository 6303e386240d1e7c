"""Runs one command. Only the module of that command is imported, so that help and completion answer at once."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from domino.command_line.arguments import parse
from domino.refusal import FAILED, RefusalError

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    chosen = parse(sys.argv[1:] if arguments is None else arguments)
    command = importlib.import_module(f"domino.command_line.{chosen.module}")
    try:
        code: int = command.run(chosen)
    except RefusalError as refusal:
        say(f"error: {refusal}")
        return refusal.exit_code
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        say(f"error: {place}{error.strerror or error}.")
        return FAILED
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    return code


def say(text: str) -> None:
    """Progress and errors go to standard error: standard output belongs to what a command is asked for."""
    print(text, file=sys.stderr, flush=True)
