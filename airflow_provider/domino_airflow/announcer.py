"""Publishes to NATS in a few lines of its text protocol; importing a client would cost each task a quarter of a second.

Protocol: https://docs.nats.io/reference/reference-protocols/nats-protocol
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import socket
import ssl
import time
from urllib.parse import unquote, urlsplit

log = logging.getLogger(__name__)

TIMEOUT = 0.25  # seconds for connecting and for each answer
REST = 5.0  # seconds of silence after trouble, so that a server that hangs costs one time-out and not one per change
PORT = 4222
LARGEST_LINE = 64 * 1024  # bytes


class Announcer:
    """One connection of one process, opened at the first message and again when it was lost."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url if "//" in url else f"nats://{url}")
        self._socket: socket.socket | None = None
        self._unread = b""
        self._resting_until = 0.0

    def announce(self, subject: str, payload: bytes) -> bool:
        """Whether the server has taken it. Never raises."""
        if time.monotonic() < self._resting_until:
            return False
        # A connection that was idle for long may have been closed by the server: one second attempt on a new one.
        attempts = 1 if self._socket is None else 2
        for _ in range(attempts):
            try:
                self._publish(subject, payload)
            except (OSError, ValueError) as error:
                self.close()
                trouble = type(error).__name__
            else:
                return True
        self._resting_until = time.monotonic() + REST
        log.debug("A change could not be announced to Domino (%s); it will be noticed by polling.", trouble)
        return False

    def close(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.close()
        self._socket = None

    def _publish(self, subject: str, payload: bytes) -> None:
        connection = self._socket or self._connect()
        connection.sendall(b"PUB %b %d\r\n%b\r\nPING\r\n" % (subject.encode(), len(payload), payload))
        self._await_pong(connection)

    def _connect(self) -> socket.socket:
        address = (self._url.hostname or "127.0.0.1", self._url.port or PORT)
        self._unread = b""
        self._socket = connection = socket.create_connection(address, timeout=TIMEOUT)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        greeting = self._line(connection)
        if not greeting.startswith(b"INFO "):
            raise ValueError("not a NATS server")
        options: dict[str, object] = {
            "verbose": False,
            "pedantic": False,
            "lang": "python",
            "version": "1",
            "name": "airflow",
        }
        if self._url.scheme == "tls" or json.loads(greeting[5:]).get("tls_required"):
            self._socket = connection = ssl.create_default_context().wrap_socket(connection, server_hostname=address[0])
        if self._url.password is not None:
            options |= {"user": unquote(self._url.username or ""), "pass": unquote(self._url.password)}
        elif self._url.username:
            options["auth_token"] = unquote(self._url.username)
        connection.sendall(b"CONNECT %b\r\n" % json.dumps(options).encode())
        return connection

    def _await_pong(self, connection: socket.socket) -> None:
        """The server answers in order, so its PONG says that it has read the message before."""
        while True:
            line = self._line(connection)
            if line == b"PONG":
                return
            if line == b"PING":
                connection.sendall(b"PONG\r\n")
            elif line.startswith(b"-ERR"):
                raise ConnectionError("refused")

    def _line(self, connection: socket.socket) -> bytes:
        while b"\r\n" not in self._unread:
            more = connection.recv(LARGEST_LINE)
            if not more:
                raise ConnectionError("closed")
            self._unread += more
            if len(self._unread) > LARGEST_LINE:
                raise ValueError("line too long")
        line, _, self._unread = self._unread.partition(b"\r\n")
        return line


_of_process: tuple[int, Announcer | None] = (0, None)


def announce(subject: str, payload: bytes) -> None:
    """Publish on this process's connection, if Domino has said where."""
    global _of_process  # noqa: PLW0603 - Airflow calls listeners as plain functions; a connection must outlive one call
    if _of_process[0] != os.getpid():
        # After a fork the parent's connection must be left alone.
        _of_process = (os.getpid(), _announcer())
    announcer = _of_process[1]
    if announcer is not None:
        announcer.announce(subject, payload)


def _announcer() -> Announcer | None:
    from domino_airflow.settings import optional

    url = optional("nats_url")
    return Announcer(url) if url else None
