"""Where a run can happen: in this process, in a Python of its own, or in a container."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from domino.docker import Docker
from domino.environments.uv import STANDARD_ERROR, outside_environment
from domino.images import CODE_FOLDER, RUNNER
from domino.local_run.request import LocalRun
from domino.runner.request import read_request
from domino.runner.run import run

SHARED_STORAGE = "/home/shared_storage"


def run_here(work: LocalRun) -> int:
    """Run in this process, where a debugger can stop; what the operator prints belongs to its log."""
    request = read_request(json.dumps(work.document(str(work.root), str(work.storage))).encode())
    with _output_as_log():
        return run(request).exit_code


def run_in(python: Path, work: LocalRun) -> int:
    """Run in another Python, exactly as a task does."""
    document = work.document(str(work.root), str(work.storage))
    return run_program([str(python), "-I", "-m", "domino.runner"], document)


def run_in_image(docker: Docker, image: str, work: LocalRun) -> int:
    """Run in a new container that ends with the run; only the folder of results is mounted."""
    document = work.document(CODE_FOLDER, SHARED_STORAGE)
    # Files belong to whoever called, and the container needs no rights of its own.
    options = ["--user", f"{os.getuid()}:{os.getgid()}", "--cap-drop", "ALL", "--init"]
    mount = f"type=bind,source={work.storage},target={SHARED_STORAGE}"
    command = ["run", "--rm", "--interactive", *options, "--mount", mount, "--entrypoint", RUNNER, image]
    return run_program([docker.program, *command], document)


def run_program(command: Sequence[str], document: object) -> int:
    """Start a runner, hand it the request, and let its log pass."""
    done = subprocess.run(
        command,
        input=json.dumps(document).encode(),
        stdout=STANDARD_ERROR,
        env=outside_environment(),
        check=False,
    )
    return done.returncode


@contextlib.contextmanager
def _output_as_log() -> Iterator[None]:
    """Standard output leads to standard error, also for the programs that an operator starts."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
