"""Role × route × workspace, over every operation of the OpenAPI document; a route that is not in the table fails."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import httpx
import jwt
import pytest
import pytest_asyncio

from services.api_gateway.contracts import openapi
from services.api_gateway.states import Role, Scope
from tests.services.gateway.conftest import PATIENCE, Gateway, Person
from tests.services.gateway.workers import FakeWorkers

pytestmark = pytest.mark.asyncio(loop_scope="session")

OPEN = {"register", "login", "use_ticket", "get_task_secrets"}
"""Whoever calls these has no account, or shows another kind of credential."""

OWN = {
    "get_me": Scope.READ,
    "logout": Scope.READ,
    "create_ticket": Scope.WRITE,
    "create_token": Scope.WRITE,
    "list_tokens": Scope.READ,
    "delete_token": Scope.WRITE,
    "list_workspaces": Scope.READ,
    "create_workspace": Scope.WRITE,
    "list_invitations": Scope.READ,
    "accept_invitation": Scope.WRITE,
    "decline_invitation": Scope.WRITE,
    "get_watch": Scope.READ,
}
"""About oneself, whatever the role anywhere; the scope that an API token needs."""

READING = {
    "get_workspace",
    "list_members",
    "list_operators",
    "list_repositories",
    "get_repository",
    "list_builds",
    "get_build_log",
    "list_secrets",
    "list_workflows",
    "validate_workflow",
    "get_workflow",
    "get_dag",
    "get_draft",
    "export_workflow",
    "list_versions",
    "get_version",
    "compare_versions",
    "list_runs",
    "list_workflow_runs",
    "get_run",
    "list_run_tasks",
    "get_task_log",
    "get_task_output",
    "list_task_results",
    "get_task_result",
    "remove_member",  # leaving; removing others is refused inside
}
EDITING = {
    "create_workflow",
    "import_workflow",
    "save_workflow",
    "delete_workflow",
    "restore_version",
    "save_draft",
    "delete_draft",
    "pause_workflow",
    "resume_workflow",
    "start_run",
    "cancel_run",
    "retry_run",
    "set_secret",
    "delete_secret",
}
ADMINISTERING = {
    "rename_workspace",
    "install_repository",
    "upgrade_repository",
    "remove_repository",
    "invite",
    "change_role",
}
OWNING = {"delete_workspace"}
NEEDED = (
    dict.fromkeys(READING, Role.VIEWER)
    | dict.fromkeys(EDITING, Role.EDITOR)
    | dict.fromkeys(ADMINISTERING, Role.ADMIN)
    | dict.fromkeys(OWNING, Role.OWNER)
)
RUNNING = {"start_run", "cancel_run", "retry_run"}


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str

    def url(self, ids: dict[str, str]) -> str:
        return self.path.removeprefix("/api/v1").format(**ids)


OPERATIONS = [
    Operation(operation["operationId"], method.upper(), path)
    for path, methods in openapi()["paths"].items()
    for method, operation in methods.items()
]


@dataclass
class Stage:
    """Ada's workspace with one of everything; others with a role in it; and Bob, who has none."""

    ids: dict[str, str]
    ada: Person
    bob: Person
    members: dict[Role, Person]
    tokens: dict[Scope, str]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(gateway: Gateway, workers: FakeWorkers) -> AsyncIterator[Stage]:
    async with AsyncExitStack() as people:
        ada = await people.enter_async_context(gateway.person("ada"))
        bob = await people.enter_async_context(gateway.person("bob"))
        members = {
            role: await people.enter_async_context(gateway.person(role))
            for role in (Role.VIEWER, Role.EDITOR, Role.ADMIN)
        }
        for role, person in members.items():
            await join(ada, person, role)
        repository = await ada.install()
        repositories = f"/workspaces/{ada.workspace}/repositories/{repository}"
        (await ada.http.put(f"{repositories}/secrets/API_KEY", json={"value": "hush"})).raise_for_status()
        workflow = (await ada.create(a="one"))["id"]
        await ada.wait_for_status(workflow, "ready")
        run = (await ada.http.post(f"/workflows/{workflow}/runs")).raise_for_status().json()["id"]
        await ada.wait_for_run(run, "running")
        (await ada.http.put(f"/workflows/{workflow}/draft", json={"document": {}})).raise_for_status()
        token = (await ada.http.post("/tokens", json={"name": "all"})).raise_for_status().json()
        invited = {"email": "somebody@example.org", "role": "viewer"}
        invitation = await ada.http.post(f"/workspaces/{ada.workspace}/invitations", json=invited)
        build = (await ada.get(f"{repositories}/builds"))["items"][0]["id"]
        ids = {
            "workspace_id": ada.workspace,
            "repository_id": repository,
            "build_id": build,
            "workflow_id": workflow,
            "run_id": run,
            "token_id": token["id"],
            "invitation_id": invitation.raise_for_status().json()["id"],
            "user_id": ada.account,
            "name": "API_KEY",
            "task": "a",
            "path": "plot.png",
            "number": "1",
            "a": "1",
            "b": "1",
        }
        scoped = {}
        for scope in Scope:
            answer = await ada.http.post("/tokens", json={"name": scope, "scopes": [scope]})
            scoped[scope] = answer.raise_for_status().json()["token"]
        yield Stage(ids, ada, bob, members, scoped)


async def join(host: Person, guest: Person, role: Role) -> None:
    email = (await guest.get("/me"))["email"]
    body = {"email": email, "role": role}
    (await host.http.post(f"/workspaces/{host.workspace}/invitations", json=body)).raise_for_status()
    [invitation] = (await guest.get("/invitations"))["items"]
    (await guest.http.post(f"/invitations/{invitation['id']}/accept")).raise_for_status()


async def call(http: httpx.AsyncClient, operation: Operation, ids: dict[str, str], **kwargs: Any) -> httpx.Response:
    body: dict[str, Any] | None = {} if operation.method in {"POST", "PUT", "PATCH"} else None
    return await http.request(operation.method, operation.url(ids), json=body, **kwargs)


async def test_every_operation_has_its_place_in_the_table() -> None:
    assert {operation.id for operation in OPERATIONS} == OPEN | OWN.keys() | NEEDED.keys()


async def test_nothing_answers_without_a_credential(stage: Stage) -> None:
    async with httpx.AsyncClient(base_url=stage.ada.http.base_url, timeout=PATIENCE) as nobody:
        for operation in OPERATIONS:
            if operation.id in OPEN - {"get_task_secrets"}:
                continue
            for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic YTpi"}):
                answer = await call(nobody, operation, stage.ids, headers=headers)
                expected = {401} if operation.id != "get_task_secrets" else {401, 422}
                assert answer.status_code in expected, (operation, answer.text)
                assert answer.headers["Content-Type"] == "application/problem+json"


async def test_what_another_workspace_owns_is_not_there(stage: Stage) -> None:
    for operation in OPERATIONS:
        if operation.id in OPEN or "{" not in operation.path:
            continue
        answer = await call(stage.bob.http, operation, stage.ids)
        assert answer.status_code == 404, (operation, answer.text)


async def test_mixing_ones_own_workspace_with_anothers_things_finds_nothing(stage: Stage) -> None:
    mixed = stage.ids | {"workspace_id": stage.bob.workspace}
    for operation in OPERATIONS:
        if "{workspace_id}" in operation.path and operation.path.count("{") > 1:
            answer = await call(stage.bob.http, operation, mixed)
            assert answer.status_code in {404, 422}, (operation, answer.text)


async def test_a_role_that_is_too_low_is_refused(stage: Stage) -> None:
    for operation in OPERATIONS:
        needed = NEEDED.get(operation.id)
        for role, person in stage.members.items():
            if needed is not None and not role.at_least(needed):
                answer = await call(person.http, operation, stage.ids)
                assert answer.status_code == 403, (operation, role, answer.text)


async def test_a_role_that_suffices_may_read(stage: Stage) -> None:
    for operation in OPERATIONS:
        if operation.method == "GET" and operation.id in READING:
            answer = await call(stage.members[Role.VIEWER].http, operation, stage.ids)
            absent = operation.id in {"get_draft", "get_task_output", "get_task_result"}
            assert answer.status_code == (404 if absent else 200), (operation, answer.text)


async def test_a_token_may_do_only_what_its_scopes_say(stage: Stage) -> None:
    async with httpx.AsyncClient(base_url=stage.ada.http.base_url, timeout=PATIENCE) as http:
        for scope, token in stage.tokens.items():
            for operation in OPERATIONS:
                if operation.id in OPEN or operation.id == "logout":
                    continue
                needed = Scope.READ if operation.method == "GET" else OWN.get(operation.id, Scope.WRITE)
                if operation.id in RUNNING:
                    needed = Scope.RUN
                if scope is needed:
                    continue
                answer = await call(http, operation, stage.ids, headers={"Authorization": f"Bearer {token}"})
                assert answer.status_code == 403, (operation, scope, answer.text)


async def test_only_owners_make_owners_and_one_always_stays(stage: Stage) -> None:
    path = f"/workspaces/{stage.ada.workspace}/members"
    admin = stage.members[Role.ADMIN]
    assert (await admin.http.patch(f"{path}/{admin.account}", json={"role": "owner"})).status_code == 403
    assert (await admin.http.delete(f"{path}/{stage.ada.account}")).status_code == 403
    assert (await stage.ada.http.delete(f"{path}/{stage.ada.account}")).status_code == 409
    assert (await stage.ada.http.patch(f"{path}/{stage.ada.account}", json={"role": "viewer"})).status_code == 409


async def test_who_leaves_sees_nothing_any_more(gateway: Gateway, stage: Stage) -> None:
    async with gateway.person("cleo") as cleo:
        await join(stage.ada, cleo, Role.VIEWER)
        workflow = f"/workflows/{stage.ids['workflow_id']}"
        assert (await cleo.http.get(workflow)).status_code == 200
        left = await cleo.http.delete(f"/workspaces/{stage.ada.workspace}/members/{cleo.account}")
        assert left.status_code == 204
        assert (await cleo.http.get(workflow)).status_code == 404


async def test_signing_out_ends_the_token_and_a_deleted_token_is_dead(gateway: Gateway) -> None:
    async with gateway.person("dora") as dora:
        made = (await dora.http.post("/tokens", json={"name": "script"})).raise_for_status().json()
        with_token = {"Authorization": f"Bearer {made['token']}"}
        assert (await dora.http.get("/me", headers=with_token)).status_code == 200
        assert made["token"] not in str(await dora.get("/tokens"))
        assert (await dora.http.delete(f"/tokens/{made['id']}")).status_code == 204
        assert (await dora.http.get("/me", headers=with_token)).status_code == 401
        assert (await dora.http.post("/auth/logout")).status_code == 204
        assert (await dora.http.get("/me")).status_code == 401


async def test_a_ticket_signs_in_once(gateway: Gateway) -> None:
    async with gateway.person("emil") as emil:
        ticket = (await emil.http.post("/auth/tickets")).raise_for_status().json()["ticket"]
        first = await emil.http.post("/auth/ticket", json={"ticket": ticket})
        assert first.raise_for_status().json()["token_type"] == "bearer"
        assert (await emil.http.post("/auth/ticket", json={"ticket": ticket})).status_code == 401


async def test_secrets_are_never_answered(gateway: Gateway, stage: Stage) -> None:
    canary = "canary-7c1f"
    path = f"/workspaces/{stage.ada.workspace}/repositories/{stage.ids['repository_id']}/secrets"
    (await stage.ada.http.put(f"{path}/API_KEY", json={"value": canary})).raise_for_status()
    async with stage.ada.socket(f"workspace:{stage.ada.workspace}") as socket:
        for operation in OPERATIONS:
            if operation.method == "GET":
                answer = await call(stage.ada.http, operation, stage.ids)
                assert canary not in answer.text, operation
        await socket.send('{"type": "ping"}')
        assert canary not in str(await socket.recv())
    listed = (await stage.ada.get(path))["items"]
    assert [(s["name"], s["required"], s["is_set"]) for s in listed] == [("API_KEY", True, True)]
    tables = await gateway.fetch("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
    for table in tables:
        rows = await gateway.fetch(f'SELECT t::text AS row FROM "{table["table_name"]}" t')  # noqa: S608
        assert not any(canary in row["row"] for row in rows), table


async def test_wrong_bodies_are_problem_documents_with_a_place(stage: Stage) -> None:
    path = f"/workspaces/{stage.ada.workspace}/workflows"
    answer = await stage.ada.http.post(path, json={"name": "", "definition": {}, "workspace_id": "other"})
    assert answer.status_code == 422
    assert {error["path"] for error in answer.json()["errors"]} == {"/name", "/workspace_id"}
    for content in (b"{", b"[" * 5000, b'"\xff"', b""):
        answer = await stage.ada.http.post(path, content=content, headers={"Content-Type": "application/json"})
        assert answer.status_code in {400, 422}, (content[:9], answer.text)
        assert answer.headers["Content-Type"] == "application/problem+json"
    answer = await stage.ada.http.post(path, content=b" " * 5_000_000, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")
    answer = await stage.ada.http.post(path, json={"name": "a\0b", "definition": {}})
    assert answer.status_code == 422
    assert (await stage.ada.http.get("/workflows/a%00b")).status_code in {404, 422}
    assert (await stage.ada.http.get(f"{path}?cursor=nonsense")).status_code == 422
    assert (await stage.ada.http.get(f"{path}?limit=0")).status_code == 422


async def test_logging_in_too_often_is_refused_before_hashing(gateway: Gateway) -> None:
    async with gateway.person("finn") as finn:
        email = (await finn.get("/me"))["email"]
        wrong = {"email": email, "password": "wrong"}
        answers = await asyncio.gather(*(finn.http.post("/auth/login", json=wrong) for _ in range(60)))
        assert {answer.status_code for answer in answers} == {401, 429}
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert int(refused.headers["Retry-After"]) >= 1


async def test_the_worker_gets_the_secrets_of_its_own_live_task_alone(gateway: Gateway, workers: FakeWorkers) -> None:
    key = gateway.settings.worker_key.get_secret_value()
    async with gateway.person("gina") as gina:
        repository = await gina.install()
        path = f"/workspaces/{gina.workspace}/repositories/{repository}/secrets/API_KEY"
        (await gina.http.put(path, json={"value": "hush"})).raise_for_status()
        created = await gina.create(a="one")
        await gina.wait_for_status(created["id"], "ready")
        run = (await gina.http.post(f"/workflows/{created['id']}/runs")).raise_for_status().json()["id"]
        await gina.wait_for_run(run, "running")
        body: dict[str, Any] = {"dag_id": created["dag_id"], "run_id": f"run__{run}", "task_id": "a", "try_number": 1}
        subject = f"{created['dag_id']}/run__{run}/a"

        async def ask(signing_key: str = key, **changes: Any) -> httpx.Response:
            claims = {
                "iss": "domino-airflow",
                "aud": "domino-worker",
                "sub": subject,
                "exp": time.time() + 60,
            }
            token = jwt.encode(claims | changes, signing_key, "HS256")
            headers = {"Authorization": f"Bearer {token}"}
            return await gina.http.post("/worker/secrets", json=body, headers=headers)

        assert (await ask()).raise_for_status().json() == {"secrets": {"API_KEY": "hush"}}
        assert (await ask(sub="d/r/b")).status_code == 401
        assert (await ask(exp=time.time() - 120)).status_code == 401
        assert (await ask(signing_key="x" * 32)).status_code == 401
        assert (await gina.http.post("/worker/secrets", json=body)).status_code == 401
        (await gina.http.post(f"/runs/{run}/cancel")).raise_for_status()
        await gina.wait_for_run(run, "cancelled")
        assert (await ask()).status_code == 404
