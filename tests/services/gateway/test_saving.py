"""Saving: nothing is overwritten silently, nothing is carried out twice, nothing is half written."""

import asyncio
from collections import Counter

import pytest

from tests.fixtures.servers import eventually
from tests.services.gateway.conftest import PATIENCE, Gateway
from tests.services.gateway.workers import FakeWorkers

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_of_many_who_save_over_one_version_one_wins(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one")
        answers = await asyncio.gather(*(ada.save(created["id"], 1, a=str(n)) for n in range(10)))
        assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 9}
        assert [answer.headers["ETag"] for answer in answers if answer.status_code == 200] == ['"2"']
        assert len((await ada.get(f"/workflows/{created['id']}/versions"))["items"]) == 2


async def test_saving_without_naming_a_version_is_refused(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        created = await ada.create()
        answer = await ada.http.put(f"/workflows/{created['id']}", json={"definition": ada.definition()})
        assert answer.status_code == 428


async def test_a_key_is_carried_out_once_even_when_sent_at_once(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        body = {"name": "Once", "definition": ada.definition()}
        path, headers = f"/workspaces/{ada.workspace}/workflows", {"Idempotency-Key": "k1"}
        answers = await asyncio.gather(*(ada.http.post(path, json=body, headers=headers) for _ in range(5)))
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.text for answer in answers}) == 1
        assert {answer.headers["ETag"] for answer in answers} == {'"1"'}
        assert len((await ada.get(path))["items"]) == 1


async def test_a_key_for_another_request_is_refused(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        path, headers = f"/workspaces/{ada.workspace}/workflows", {"Idempotency-Key": "k2"}
        first = await ada.http.post(path, json={"name": "A", "definition": ada.definition()}, headers=headers)
        assert first.status_code == 201
        other = await ada.http.post(path, json={"name": "B", "definition": ada.definition()}, headers=headers)
        assert other.status_code == 422


async def test_a_refused_request_does_not_use_its_key_up(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        created = await ada.create()
        headers = {"Idempotency-Key": "k3"}
        path = f"/workflows/{created['id']}"
        stale = await ada.http.put(path, json={"definition": ada.definition()}, headers=headers | {"If-Match": '"7"'})
        assert stale.status_code == 412
        saved = await ada.http.put(path, json={"definition": ada.definition()}, headers=headers | {"If-Match": '"1"'})
        again = await ada.http.put(path, json={"definition": ada.definition()}, headers=headers | {"If-Match": '"1"'})
        assert (saved.status_code, again.status_code, again.json()["version"]) == (200, 200, 2)


async def test_a_definition_with_problems_is_kept_as_a_draft_and_goes_nowhere(
    gateway: Gateway, workers: FakeWorkers
) -> None:
    async with gateway.person("ada") as ada:
        document = {"schema": "domino/workflow/v1", "tasks": {"a": {"operator": "nowhere/Echo"}}}
        path = f"/workspaces/{ada.workspace}/workflows"
        created = (await ada.http.post(path, json={"name": "Draft", "definition": document})).raise_for_status().json()
        assert created["status"] == "draft"
        assert any(problem["path"].startswith("/tasks/a") for problem in created["problems"])
        checked = (await ada.http.post(f"{path}/validate", json={"definition": document})).raise_for_status().json()
        assert checked["problems"] == created["problems"]
        assert (await ada.http.post(f"/workflows/{created['id']}/runs")).status_code == 409
        unreadable = await ada.http.post(path, json={"name": "X", "definition": {"tasks": {"1a": {}}}})
        assert unreadable.status_code == 422
        assert all(error["path"].startswith("/definition") for error in unreadable.json()["errors"])


@pytest.mark.parametrize(
    "text",
    [
        "'\"\\\n\r\t",
        "{{ 7*7 }} {% raw %} ${x} %s {0}",
        '{"$from": {"task": "a"}}',
        "import os; os.system('id')",
        "🦆 é é \u2028 \ufeff",
        "\0\x1b[31m",
        "0",
        "",
    ],
)
async def test_what_is_typed_comes_back_as_it_was(gateway: Gateway, workers: FakeWorkers, text: str) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        document = ada.definition(b=text, a=text, c="x")
        document["tasks"]["c"]["title"] = text
        path = f"/workspaces/{ada.workspace}/workflows"
        created = await ada.http.post(path, json={"name": "T", "definition": document})
        if created.status_code == 422:
            assert "\0" in text
            return
        found = await ada.get(f"/workflows/{created.json()['id']}")
        assert found["definition"] == document
        assert list(found["definition"]["tasks"]) == ["b", "a", "c"]


async def test_an_upgrade_changes_no_saved_workflow(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        repository = await ada.install()
        created = await ada.create(a="one")
        pinned = created["pins"]["examples"]["commit"]
        path = f"/workspaces/{ada.workspace}/repositories/{repository}"
        (await ada.http.post(f"{path}/upgrade", json={"ref": "2.0.0"})).raise_for_status()

        async def upgraded() -> bool:
            found = await ada.get(path)
            return bool(found["version"] == "2.0.0" and found["status"] == "ready")

        await eventually(upgraded, PATIENCE)
        again = (await ada.save(created["id"], 1, a="two")).raise_for_status().json()
        assert again["pins"]["examples"]["commit"] == pinned
        document = ada.definition(a="three")
        document["repositories"]["examples"]["ref"] = "2.0.0"
        moved = await ada.http.put(
            f"/workflows/{created['id']}", json={"definition": document}, headers={"If-Match": '"2"'}
        )
        assert moved.raise_for_status().json()["pins"]["examples"]["commit"] != pinned


async def test_restoring_makes_a_new_version_of_an_old_one(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one")
        (await ada.save(created["id"], 1, a="two")).raise_for_status()
        restored = (await ada.http.post(f"/workflows/{created['id']}/versions/1/restore")).raise_for_status().json()
        assert restored["version"] == 3
        assert restored["definition"] == created["definition"]
        difference = await ada.get(f"/workflows/{created['id']}/versions/1/diff/2")
        assert difference["changed_tasks"] == ["a"]
        assert difference["changes"] == [
            {"path": "/tasks/a/inputs/text", "kind": "changed", "before": "one", "after": "two"}
        ]


async def test_a_draft_is_ones_own(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        created = await ada.create()
        path = f"/workflows/{created['id']}/draft"
        assert (await ada.http.get(path)).status_code == 404
        (await ada.http.put(path, json={"document": {"half": 1}, "base_version": 1})).raise_for_status()
        assert (await ada.get(path))["document"] == {"half": 1}
        assert (await ada.get(f"/workflows/{created['id']}"))["version"] == 1
        assert (await ada.http.delete(path)).status_code == 204
        assert (await ada.http.get(path)).status_code == 404


async def test_a_list_read_in_pages_is_the_whole_list(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        made = [(await ada.create(f"W{n} 100%"))["id"] for n in range(5)]
        path, cursor, found = f"/workspaces/{ada.workspace}/workflows", "", []
        while True:
            page = await ada.get(f"{path}?limit=2{cursor}")
            found += [item["id"] for item in page["items"]]
            if page["next_cursor"] is None:
                break
            cursor = f"&cursor={page['next_cursor']}"
        assert found == made[::-1]
        assert [w["name"] for w in (await ada.get(f"{path}?q=w3%20100%25"))["items"]] == ["W3 100%"]


async def test_pausing_reaches_airflow_and_hides_the_next_run(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        document = ada.definition(a="one") | {"settings": {"schedule": {"preset": "@daily"}}}
        path = f"/workspaces/{ada.workspace}/workflows"
        created = (await ada.http.post(path, json={"name": "Daily", "definition": document})).raise_for_status().json()
        await ada.wait_for_status(created["id"], "ready")
        assert (await ada.get(f"/workflows/{created['id']}"))["next_run_at"].endswith("T00:00:00Z")
        paused = (await ada.http.post(f"/workflows/{created['id']}/pause")).raise_for_status().json()
        assert (paused["paused"], paused["next_run_at"]) == (True, None)
        resumed = (await ada.http.post(f"/workflows/{created['id']}/resume")).raise_for_status().json()
        assert resumed["paused"] is False
