"""The credential of a private repository: taken, never shown, and given to the builder of that repository and address alone."""

import time
from typing import Any

import jwt
import pytest

from services.image_builder.credentials import GatewayCredentials
from shared.runtime.errors import Transient
from tests.fixtures.servers import NatsServer
from tests.services.gateway.conftest import Gateway, Person
from tests.services.gateway.workers import FakeWorkers

pytestmark = pytest.mark.asyncio(loop_scope="session")

TOKEN = "canary-credential-91f"
URL = "https://git.example.org/team/private.git"


async def install(person: Person, url: str = URL, **body: Any) -> dict[str, Any]:
    path = f"/workspaces/{person.workspace}/repositories"
    answer = await person.http.post(path, json={"url": url, "ref": "main", **body})
    assert TOKEN not in answer.text
    found: dict[str, Any] = answer.raise_for_status().json()
    return found


def builder(gateway: Gateway, key: str | None = None) -> GatewayCredentials:
    return GatewayCredentials(gateway.url, key or gateway.settings.builder_key.get_secret_value())


async def test_the_builder_gets_it_for_the_address_it_was_stored_for(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        repository = await install(ada, credential=TOKEN)
        assert repository["has_credential"]
        found = await builder(gateway).get(repository["id"], URL)
        assert found is not None
        assert (found.text, found.user, found.secret) == (TOKEN, "x-access-token", TOKEN)
        assert await builder(gateway).get(repository["id"], "https://evil.example.org/team/private.git") is None
        assert await builder(gateway).get("no-such-repository", URL) is None


async def test_it_is_replaced_and_removed(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        repository = await install(ada)
        path = f"/workspaces/{ada.workspace}/repositories/{repository['id']}"
        assert not repository["has_credential"]
        for credential in ("first", "deploy:second"):
            (await ada.http.put(f"{path}/credential", json={"credential": credential})).raise_for_status()
        found = await builder(gateway).get(repository["id"], URL)
        assert found is not None
        assert (found.user, found.secret) == ("deploy", "second")
        assert (await ada.get(path))["has_credential"]
        (await ada.http.delete(f"{path}/credential")).raise_for_status()
        assert await builder(gateway).get(repository["id"], URL) is None
        (await ada.http.put(f"{path}/credential", json={"credential": "third"})).raise_for_status()
        (await ada.http.delete(path)).raise_for_status()
        assert await builder(gateway).get(repository["id"], URL) is None
        assert await gateway.fetch("SELECT 1 FROM credentials WHERE repository_id = $1", repository["id"]) == []


async def test_nobody_else_gets_it(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        repository = await install(ada, credential=TOKEN)
        body = {"repository_id": repository["id"], "url": URL}
        key = gateway.settings.builder_key.get_secret_value()
        right = {
            "iss": "domino-image-builder",
            "aud": "domino-builder",
            "sub": repository["id"],
            "exp": time.time() + 60,
        }
        wrong: list[tuple[dict[str, Any], str]] = [
            ({**right, "sub": "another"}, key),
            ({**right, "exp": time.time() - 120}, key),
            ({**right, "aud": "domino-worker", "iss": "domino-airflow"}, key),
            (right, gateway.settings.worker_key.get_secret_value()),
            (right, gateway.settings.signing_key.get_secret_value()),
        ]
        for claims, signing in wrong:
            headers = {"Authorization": f"Bearer {jwt.encode(claims, signing, 'HS256')}"}
            answer = await ada.http.post("/worker/repository-credential", json=body, headers=headers)
            assert answer.status_code == 401
        assert (await ada.http.post("/worker/repository-credential", json=body)).status_code == 401
        with pytest.raises(Transient):
            await builder(gateway, "x" * 32).get(repository["id"], URL)


async def test_a_row_that_was_moved_does_not_open(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        private = await install(ada, credential=TOKEN)
        other = await install(ada, "https://evil.example.org/x.git", credential="theirs")
        move = "UPDATE credentials SET sealed = (SELECT sealed FROM credentials WHERE repository_id = $1) WHERE repository_id = $2"
        await gateway.fetch(move, private["id"], other["id"])
        with pytest.raises(Transient):
            await builder(gateway).get(other["id"], "https://evil.example.org/x.git")


async def test_it_is_nowhere_in_clear_text(
    gateway: Gateway, workers: FakeWorkers, shared_nats: NatsServer, capfd: pytest.CaptureFixture[str]
) -> None:
    async with gateway.person("ada") as ada:
        repository = await install(ada, credential=TOKEN)
        path = f"/workspaces/{ada.workspace}/repositories"
        shown = [
            await ada.get(path),
            await ada.get(f"{path}/{repository['id']}"),
            await ada.get(f"{path}/{repository['id']}/secrets"),
        ]
        assert TOKEN not in str(shown)
        refused = await ada.http.post(path, json={"url": URL, "ref": "main", "credential": [TOKEN]})
        assert refused.status_code == 422
        assert TOKEN not in refused.text
        tables = await gateway.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for table in tables:
            rows = await gateway.fetch(f'SELECT t::text AS row FROM "{table["tablename"]}" t')  # noqa: S608 - our tables
            assert not [row for row in rows if TOKEN in row["row"] or TOKEN.encode().hex() in row["row"]]
    assert not [
        p for p in (shared_nats.folder / "store").rglob("*") if p.is_file() and TOKEN.encode() in p.read_bytes()
    ]
    assert TOKEN not in "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("url", "credential"),
    [
        ("git@git.example.org:team/x.git", None),
        ("git@git.example.org:team/x.git", "a-token"),
        (URL, "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n-----END OPENSSH PRIVATE KEY-----\n"),
        (URL, "two\nlines"),
        (URL, ""),
        ("/srv/x", "a-token"),
    ],
)
async def test_a_credential_that_cannot_be_used_is_refused_at_once(
    gateway: Gateway, url: str, credential: str | None
) -> None:
    async with gateway.person("ada") as ada:
        body = {"url": url, "ref": "main", "credential": credential}
        answer = await ada.http.post(f"/workspaces/{ada.workspace}/repositories", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["path"] == "/credential"
