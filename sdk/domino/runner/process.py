"""The runner as a process: it dies with its parent, and it does not linger once its work is done."""

from __future__ import annotations

import atexit
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with_parent() -> None:
    """Ask Linux to kill this process when the one that started it ends; elsewhere the parent has to."""
    if sys.platform != "linux":
        return
    from ctypes import CDLL

    CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def take_standard_input() -> bytes:
    """Read it to its end and leave an empty one, so that an operator that asks for input fails instead of waiting."""
    content = sys.stdin.buffer.read()
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return content


def order_output() -> None:
    """Standard output and error go into one log: without line buffering its lines would stand in a wrong order."""
    sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr]
    sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def forget_working_directory() -> None:
    """``python -m`` without ``-P`` puts it first on the import path, where a file named like a module would shadow that module."""
    if not sys.flags.safe_path:
        del sys.path[0]


def leave(exit_code: int) -> None:
    """End the process without tearing down every module, which takes longer than a small operator does."""
    threading = sys.modules.get("threading")
    if threading is not None and threading.active_count() > 1:
        sys.exit(exit_code)
    atexit._run_exitfuncs()  # noqa: SLF001 - there is no public way to run them before os._exit
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(exit_code)
