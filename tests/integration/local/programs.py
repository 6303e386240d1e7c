"""Small programs to be supervised: cheap to start, and as stubborn as a test wants them."""

import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.local.program import Command

SLEEPS = "import pathlib, signal; pathlib.Path('ready').touch(); signal.pause()"
WITH_CHILD = (
    f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']); {SLEEPS}"
)
WITH_CHILD_IN_OWN_SESSION = WITH_CHILD.replace("])", "], start_new_session=True)", 1)
IGNORES_SIGTERM = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS.replace('signal.pause()', '[signal.pause() for _ in range(9)]')}"
ENDS_AT_ONCE = "raise SystemExit(3)"


@dataclass(frozen=True)
class Script:
    """Ready once its script has left the file `ready` in its folder."""

    folder: Path
    source: str = SLEEPS
    name: str = "script"
    needs: tuple[str, ...] = ()
    stop_signal: signal.Signals = signal.SIGTERM

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "ready").unlink(missing_ok=True)

    def command(self) -> Command:
        return Command((sys.executable, "-c", self.source), directory=self.folder)

    def is_ready(self) -> bool:
        return (self.folder / "ready").exists()
