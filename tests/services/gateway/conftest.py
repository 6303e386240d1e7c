"""A whole gateway on a real Postgres and a real NATS, in the test's own event loop, with people who use it."""

import asyncio
import base64
import json
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
import pytest_asyncio
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr
from websockets.asyncio.client import ClientConnection, connect

from services.api_gateway.address import connection_arguments
from services.api_gateway.app import create_app
from services.api_gateway.migrate import migrate
from services.api_gateway.settings import GatewaySettings
from tests.fixtures.servers import NatsServer, eventually
from tests.services.gateway.workers import FakeWorkers

PASSWORD = "correct horse"
SHARED_DATABASE = "gateway_shared"
PATIENCE = 60.0  # seconds; a busy machine is slow, and nothing here waits longer than it must


def new_settings(postgres_url: str, nats: NatsServer, storage: Path) -> GatewaySettings:
    """Settings with fresh keys, and a database that is migrated."""
    migrate(postgres_url)
    storage.mkdir(parents=True)
    return GatewaySettings(
        nats_url=SecretStr(nats.url),
        database_url=SecretStr(postgres_url),
        http_host="127.0.0.1",
        http_port=0,
        public_url="http://page.example",
        storage_root=storage,
        page_root=None,
        signing_key=SecretStr(secrets.token_hex(32)),
        secrets_key=SecretStr(base64.b64encode(os.urandom(32)).decode()),
        worker_key=SecretStr(secrets.token_hex(32)),
        allow_local_repositories=True,
    )


@pytest.fixture
def settings(postgres_url: str, nats: NatsServer, tmp_path: Path) -> GatewaySettings:
    """Of a gateway of one test alone, which may be killed and starved."""
    return new_settings(postgres_url, nats, tmp_path / "storage")


@pytest.fixture(scope="session")
def shared_nats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    server = NatsServer(tmp_path_factory.mktemp("gateway-nats"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def shared_settings(
    postgres_server: str, shared_nats: NatsServer, tmp_path_factory: pytest.TempPathFactory
) -> GatewaySettings:
    asyncio.run(_create_database(postgres_server, SHARED_DATABASE))
    url = f"postgresql+asyncpg://postgres@/{SHARED_DATABASE}?host={postgres_server}"
    return new_settings(url, shared_nats, tmp_path_factory.mktemp("gateway") / "storage")


async def _create_database(server: str, name: str) -> None:
    connection = await asyncpg.connect(user="postgres", database="postgres", host=server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()


@dataclass
class Gateway:
    url: str
    settings: GatewaySettings
    app: FastAPI

    @asynccontextmanager
    async def person(self, name: str) -> AsyncIterator["Person"]:
        """Somebody new; the address is unique, so every test may have its own Ada."""
        async with httpx.AsyncClient(base_url=f"{self.url}/api/v1", timeout=PATIENCE) as http:
            body = {"email": f"{name}.{secrets.token_hex(4)}@example.org", "password": PASSWORD, "name": name}
            account = (await http.post("/auth/register", json=body)).raise_for_status().json()
            signed_in = await http.post("/auth/login", json={"email": body["email"], "password": PASSWORD})
            token = signed_in.raise_for_status().json()["access_token"]
            http.headers["Authorization"] = f"Bearer {token}"
            workspace = (await http.get("/workspaces")).json()["items"][0]["id"]
            yield Person(self, http, token, account["id"], workspace)

    async def fetch(self, query: str, *arguments: Any) -> list[asyncpg.Record]:
        """Look into the database."""
        connection = await asyncpg.connect(**connection_arguments(self.settings.database_url.get_secret_value()))
        try:
            return list(await connection.fetch(query, *arguments))
        finally:
            await connection.close()


@asynccontextmanager
async def running(settings: GatewaySettings) -> AsyncIterator[Gateway]:
    app = create_app(settings)
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_config=None, ws="websockets-sansio", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await eventually(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        gateway = Gateway(f"http://127.0.0.1:{port}", settings, app)
        async with httpx.AsyncClient(timeout=PATIENCE) as http:

            async def ready() -> bool:
                return (await http.get(f"{gateway.url}/health/ready")).status_code == 200

            await eventually(ready, PATIENCE)
        yield gateway
    finally:
        server.should_exit = True
        await serving


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def gateway(shared_settings: GatewaySettings) -> AsyncIterator[Gateway]:
    """One gateway for all tests that leave it as they found it; each brings its own people."""
    async with running(shared_settings) as gateway:
        yield gateway


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def workers(shared_nats: NatsServer, gateway: Gateway) -> AsyncIterator[FakeWorkers]:
    fakes = FakeWorkers(shared_nats.url)
    async with fakes.worker():
        yield fakes


@dataclass
class Person:
    """Somebody signed in, with the things one does with a gateway."""

    gateway: Gateway
    http: httpx.AsyncClient
    token: str
    account: str
    workspace: str

    async def get(self, path: str) -> Any:
        return (await self.http.get(path)).raise_for_status().json()

    @property
    def repository_url(self) -> str:
        return f"/srv/{self.account}.git"

    async def install(self, ref: str = "1.0.0") -> str:
        body = {"url": self.repository_url, "ref": ref}
        answer = await self.http.post(f"/workspaces/{self.workspace}/repositories", json=body)
        repository: str = answer.raise_for_status().json()["id"]

        async def is_ready() -> bool:
            found = await self.get(f"/workspaces/{self.workspace}/repositories/{repository}")
            return bool(found["status"] == "ready")

        await eventually(is_ready, PATIENCE)
        return repository

    def definition(self, **tasks: str) -> dict[str, Any]:
        """A workflow of Echo tasks, each with its text."""
        return {
            "schema": "domino/workflow/v1",
            "repositories": {"examples": {"url": self.repository_url, "ref": "1.0.0"}} if tasks else {},
            "tasks": {key: {"operator": "examples/Echo", "inputs": {"text": text}} for key, text in tasks.items()},
        }

    async def create(self, name: str = "Report", **tasks: str) -> Any:
        body = {"name": name, "definition": self.definition(**tasks)}
        return (await self.http.post(f"/workspaces/{self.workspace}/workflows", json=body)).raise_for_status().json()

    async def save(self, workflow: str, version: int, **tasks: str) -> httpx.Response:
        headers = {"If-Match": f'"{version}"'}
        return await self.http.put(
            f"/workflows/{workflow}", json={"definition": self.definition(**tasks)}, headers=headers
        )

    async def wait_for_status(self, workflow: str, status: str, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        async def has_status() -> bool:
            return bool((await self.get(f"/workflows/{workflow}"))["status"] == status)

        await eventually(has_status, timeout)

    async def wait_for_run(self, run: str, state: str, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        async def has_state() -> bool:
            return bool((await self.get(f"/runs/{run}"))["state"] == state)

        await eventually(has_state, timeout)

    @asynccontextmanager
    async def socket(self, *topics: str) -> AsyncIterator[ClientConnection]:
        async with connect(self.gateway.url.replace("http", "ws") + "/api/v1/live", compression=None) as socket:
            await socket.send(json.dumps({"type": "auth", "token": self.token}))
            for topic in topics:
                await socket.send(json.dumps({"type": "subscribe", "topic": topic}))
                assert json.loads(await socket.recv()) == {"type": "subscribed", "topic": topic}
            yield socket


async def next_event(socket: ClientConnection, event: str, timeout: float = PATIENCE) -> Any:  # noqa: ASYNC109
    """The data of the next frame of this kind."""
    async with asyncio.timeout(timeout):
        while True:
            frame = json.loads(await socket.recv())
            if frame.get("event") == event:
                return frame["data"]
