"""Speaks HTTP with Airflow's REST API v2: signs in, stays signed in, asks a few things at once and never more."""

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self

import httpx
import structlog

from shared.runtime.errors import Transient

PREFIX = "/api/v2"
CONCURRENCY = 4  # one API worker answers about 45 small requests a second; tasks need it too
TIMEOUT = httpx.Timeout(10.0, connect=3.0)
LONG_TIMEOUT = 60.0
SAME_CLOCK = timedelta(seconds=3)
MAX_PAGE = 100  # Airflow's own limit

log = structlog.get_logger()


class AirflowApi:
    """One connection pool. Raises Transient when Airflow cannot be reached or is in trouble; other answers are for the caller."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self._credentials = {"username": username, "password": password}
        self._client = httpx.AsyncClient(base_url=url.rstrip("/"), timeout=TIMEOUT)
        self._places = asyncio.Semaphore(CONCURRENCY)
        self._signing_in = asyncio.Lock()
        self._token: str | None = None
        self.clock_offset = timedelta()
        """How far Airflow's clock is ahead of ours; zero while they agree within the second that HTTP dates have."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def get(self, path: str, params: Mapping[str, Any] | None = None) -> httpx.Response:
        return await self.request("GET", path, params=params)

    async def request(
        self, method: str, path: str, *, params: Mapping[str, Any] | None = None, body: Mapping[str, Any] | None = None
    ) -> httpx.Response:
        """The answer, whatever its status below 500, once signed in."""
        async with self._places:
            token = self._token or await self._sign_in(None)
            response = await self._send(method, PREFIX + path, params=params, json=body, headers=_bearer(token))
            if response.status_code == httpx.codes.UNAUTHORIZED:
                token = await self._sign_in(token)
                response = await self._send(method, PREFIX + path, params=params, json=body, headers=_bearer(token))
        if response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise Transient(
                f"Airflow does not let {self._credentials['username']} do this: check DOMINO_AIRFLOW_USERNAME."
            )
        return response

    async def pages(self, path: str, items: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """All items of a list."""
        found: list[dict[str, Any]] = []
        while True:
            response = await self.get(path, {**params, "limit": MAX_PAGE, "offset": len(found)})
            if not response.is_success:
                raise Transient(f"Airflow answered GET {path} with status {response.status_code}.")
            page = response.json()[items]
            found += page
            if len(page) < MAX_PAGE:
                return found

    async def check(self) -> None:
        """For readiness: Airflow answers and knows us."""
        await self.get("/version")

    async def wake_up(self) -> None:
        """Let Airflow build what its tasks will ask for.

        Its API server does so at the first request of the first task, and answers nobody for the seconds that takes (2 s on an
        idle machine, 30 s on a busy one): better now than when somebody has pressed "run".
        """
        with contextlib.suppress(httpx.TransportError):
            await self._client.get("/execution/health", timeout=LONG_TIMEOUT)

    async def _sign_in(self, refused: str | None) -> str:
        async with self._signing_in:
            # Somebody else may have signed in again while we waited for our turn.
            if self._token is not None and self._token != refused:
                return self._token
            response = await self._send("POST", "/auth/token", json=self._credentials)
            if response.status_code not in (httpx.codes.OK, httpx.codes.CREATED):
                raise Transient(
                    f"Airflow refused to sign us in (status {response.status_code}): check DOMINO_AIRFLOW_PASSWORD."
                )
            self._token = str(response.json()["access_token"])
            log.info("airflow.signed_in")
            return self._token

    async def _send(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        try:
            response = await self._client.request(method, path, **arguments)
        except httpx.TransportError as error:
            raise Transient(f"Airflow does not answer ({type(error).__name__}).") from error
        if (
            response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR
            or response.status_code == httpx.codes.TOO_MANY_REQUESTS
        ):
            raise Transient(f"Airflow is in trouble: it answered {method} with status {response.status_code}.")
        self._compare_clocks(response)
        return response

    def _compare_clocks(self, response: httpx.Response) -> None:
        if "date" in response.headers:
            offset = parsedate_to_datetime(response.headers["date"]) - datetime.now(UTC)
            self.clock_offset = offset if abs(offset) > SAME_CLOCK else timedelta()


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
