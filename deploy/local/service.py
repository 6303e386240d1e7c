"""Domino's own services as parts: `python -m services.<name>` with its settings in its environment."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.errors import MigrationError
from deploy.local.http_probe import answers_ok
from deploy.local.ports import LOOPBACK
from deploy.local.program import Command

MIGRATION_PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Service:
    """One service; `settings` are the DOMINO_* values without their prefix, `port` is where it tells its health."""

    name: str
    port: int
    directory: Path
    settings: Mapping[str, str] = field(repr=False)
    needs: tuple[str, ...] = ("nats",)
    migration: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM

    def prepare(self) -> None:
        """Bring its tables up to date where it has a database."""
        self.directory.mkdir(parents=True, exist_ok=True)
        if self.migration is None:
            return
        ended = subprocess.run(
            (sys.executable, "-m", self.migration),
            cwd=self.directory,
            env={**os.environ, **self._environment()},
            capture_output=True,
            text=True,
            timeout=MIGRATION_PATIENCE,
            check=False,
        )
        if ended.returncode != 0:
            raise MigrationError(f"{self.migration} failed:\n{ended.stderr.strip()[-4000:]}")

    def command(self) -> Command:
        arguments = (sys.executable, "-m", f"services.{self.name}")
        return Command(arguments, directory=self.directory, environment=self._environment())

    def is_ready(self) -> bool:
        return answers_ok(f"http://{LOOPBACK}:{self.port}/health/ready")

    def _environment(self) -> dict[str, str]:
        return {f"DOMINO_{name.upper()}": value for name, value in self.settings.items()}
