"""Liveness, readiness and metrics of a worker over HTTP, in as little code and memory as possible."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

Check = Callable[[], Awaitable[None]]

CHECK_TIMEOUT = 3.0
REQUEST_TIMEOUT = 5.0


@dataclass(frozen=True, slots=True)
class HealthAddress:
    host: str
    port: int


async def run_checks(checks: Mapping[str, Check]) -> dict[str, str]:
    """The name of each check with `ok` or the reason why it is not."""

    async def outcome(check: Check) -> str:
        try:
            async with asyncio.timeout(CHECK_TIMEOUT):
                await check()
        except Exception as error:  # noqa: BLE001 - a failing check is a finding, whatever its kind
            return str(error) or type(error).__name__
        return "ok"

    outcomes = await asyncio.gather(*(outcome(check) for check in checks.values()))
    return dict(zip(checks, outcomes, strict=True))


class HealthServer:
    """`/health/live` answers while the event loop turns; `/health/ready` is 200 only when every check passes."""

    def __init__(self, address: HealthAddress, checks: Mapping[str, Check]) -> None:
        self._address = address
        self._checks = checks
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self._address.host, self._address.port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(REQUEST_TIMEOUT):
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(await self._answer(head.split(b" ", 2)[1].decode("ascii", "replace")))
                await writer.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError, IndexError):
            pass  # not a request, or its sender has gone
        finally:
            writer.close()

    async def _answer(self, path: str) -> bytes:
        match path:
            case "/health/live":
                return _response(200, b'{"status": "live"}')
            case "/health/ready":
                checks = await run_checks(self._checks)
                ready = all(outcome == "ok" for outcome in checks.values())
                body = json.dumps({"status": "ready" if ready else "not ready", "checks": checks})
                return _response(200 if ready else 503, body.encode())
            case "/metrics":
                return _response(200, generate_latest(), CONTENT_TYPE_LATEST)
            case _:
                return _response(404, b'{"status": "not found"}')


def _response(status: int, body: bytes, content_type: str = "application/json") -> bytes:
    head = f"HTTP/1.1 {status} \r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body
