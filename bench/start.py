"""P1: one command to a usable page and to runnable, everything installed; first and second start."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.table import Row

CHECKOUT = Path(__file__).parents[1]
REPEATS = 3
MARK = re.compile(r"(\w+) ([\d.]+) s")


def measure() -> list[Row]:
    """Drive the launcher as `make run` does and read its own time line."""
    with tempfile.TemporaryDirectory(prefix="domino-bench-", ignore_cleanup_errors=True) as home:
        first = _start(home)
        again = [_start(home) for _ in range(REPEATS)]
    page, runnable = (min(marks[name] for marks in again) for name in ("api_gateway", "runnable"))
    every = "; ".join(f"{marks['api_gateway']:.1f} / {marks['runnable']:.1f}" for marks in again)
    return [
        Row(
            "P1",
            "one command to a usable page / to runnable, everything installed",
            f"best of {REPEATS}: {page:.1f} s / {runnable:.1f} s (all: {every}); "
            f"first start with an empty home {first['api_gateway']:.1f} s / {first['runnable']:.1f} s",
            "<= 3 s / <= 20 s",
            page <= 3 and runnable <= 20,
        )
    ]


def _start(home: str) -> dict[str, float]:
    launcher = subprocess.Popen(
        [sys.executable, "-m", "deploy.local"],
        cwd=CHECKOUT,
        env={**os.environ, "DOMINO_HOME": home, "CI": "true"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert launcher.stdout is not None
    try:
        for line in launcher.stdout:
            if "Time line" in line:
                return {name: float(seconds) for name, seconds in MARK.findall(line)}
    finally:
        launcher.send_signal(signal.SIGTERM)
        launcher.stdout.read()
        launcher.wait(60)
    raise RuntimeError("the launcher ended without a time line")
