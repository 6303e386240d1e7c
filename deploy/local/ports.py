"""Ports on loopback: the usual one when it is free, otherwise the next free one."""

import socket
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"
ATTEMPTS = 200


@dataclass(slots=True)
class Ports:
    """Hands out each port once. Without `usual_ones` every port is whatever the system has free, as tests want."""

    usual_ones: bool = True
    _given: set[int] = field(default_factory=set)

    def take(self, usual: int) -> int:
        """Return `usual` or the first free port after it."""
        candidates = range(usual, usual + ATTEMPTS) if self.usual_ones else (0,) * ATTEMPTS
        for candidate in candidates:
            port = _bindable(candidate)
            if port is not None and port not in self._given:
                self._given.add(port)
                return port
        raise OSError(f"none of the ports {usual} to {usual + ATTEMPTS - 1} is free on {LOOPBACK}")


def _bindable(port: int) -> int | None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # A port of a server that has just stopped is in TIME_WAIT and nevertheless free for the next one.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return None
        return int(probe.getsockname()[1])
