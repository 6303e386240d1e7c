"""Looking into a repository, installing it, moving workflows to another commit of it, and removing it."""

from typing import Any

import pytest

from services.api_gateway.reconciler import Reconciler
from tests.fixtures.servers import eventually
from tests.services.gateway.conftest import PATIENCE, Gateway, Person, next_event
from tests.services.gateway.workers import STRICT_COMMIT, FakeWorkers, commit_of, image_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def looked_into(person: Person, path: str, body: dict[str, str]) -> Any:
    """Ask for a preview, and wait for its answer on the workspace's topic, as the page does."""
    async with person.socket(f"workspace:{person.workspace}") as socket:
        asked = (await person.http.post(path, json=body)).raise_for_status().json()
        assert asked["status"] == "fetching"
        assert (await next_event(socket, "preview.answered"))["preview_id"] == asked["id"]
    return await person.get(f"{path}/{asked['id']}")


async def upgraded(person: Person, repository: str, ref: str) -> Any:
    path = f"/workspaces/{person.workspace}/repositories/{repository}"
    (await person.http.post(f"{path}/upgrade", json={"ref": ref})).raise_for_status()

    async def is_ready() -> bool:
        found = await person.get(path)
        return bool(found["status"] == "ready" and found["installed_ref"] == ref)

    await eventually(is_ready, PATIENCE)
    return await person.get(path)


async def test_a_look_installs_nothing_and_the_same_commit_is_installed_then(
    gateway: Gateway, workers: FakeWorkers
) -> None:
    async with gateway.person("ada") as ada:
        place = f"/workspaces/{ada.workspace}"
        seen = await looked_into(ada, f"{place}/previews", {"url": ada.repository_url, "ref": "main"})
        assert (seen["status"], seen["label"], seen["commit"]) == ("ready", "Examples", commit_of("main"))
        [operator] = seen["operators"]
        assert (operator["name"], operator["inputs"], operator["secrets"]) == ("Echo", 1, ["API_KEY"])
        assert seen["groups"] == [{"name": "group0", "operators": ["Echo"], "is_built": False}]
        assert (await ada.get(f"{place}/repositories"))["items"] == []
        assert (await ada.get(f"{place}/operators"))["items"] == []
        # The branch may move on meanwhile: what was seen is what is installed.
        body = {"url": ada.repository_url, "ref": "main", "commit": "ab" * 20}
        repository = (await ada.http.post(f"{place}/repositories", json=body)).raise_for_status().json()["id"]

        async def is_ready() -> bool:
            return bool((await ada.get(f"{place}/repositories/{repository}"))["status"] == "ready")

        await eventually(is_ready, PATIENCE)
        found = await ada.get(f"{place}/repositories/{repository}")
        assert (found["commit"], found["installed_ref"]) == ("ab" * 20, "main")
        [group] = found["groups"]
        assert (group["engine"], group["size_bytes"]) == ("environment", 1)
        assert group["built_at"] is not None


async def test_a_ref_that_is_not_there_is_refused_with_the_reason(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        path = f"/workspaces/{ada.workspace}/previews"
        seen = await looked_into(ada, path, {"url": ada.repository_url, "ref": "nowhere"})
        assert (seen["status"], seen["commit"]) == ("refused", None)
        assert [problem["code"] for problem in seen["problems"]] == ["repository.ref_unknown"]


async def test_an_address_that_may_not_be_asked_for_is_refused_at_once(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        body = {"url": "https://user:token@example.org/x.git", "ref": "main"}
        answer = await ada.http.post(f"/workspaces/{ada.workspace}/previews", json=body)
        assert answer.status_code == 422
        assert [error["path"] for error in answer.json()["errors"]] == ["/url"]
        assert "token@" not in answer.text


async def test_a_look_belongs_to_its_workspace(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada, gateway.person("bob") as bob:
        body = {"url": ada.repository_url, "ref": "main"}
        seen = await looked_into(ada, f"/workspaces/{ada.workspace}/previews", body)
        repository = await ada.install()
        for path in (
            f"/workspaces/{bob.workspace}/previews/{seen['id']}",
            f"/workspaces/{ada.workspace}/previews/{seen['id']}",
        ):
            assert (await bob.http.get(path)).status_code == 404
        # One that was made to install is none of an upgrade.
        path = f"/workspaces/{ada.workspace}/repositories/{repository}/previews/{seen['id']}"
        assert (await ada.http.get(path)).status_code == 404


async def test_a_look_whose_question_was_lost_is_asked_for_again(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        [before] = await gateway.fetch("SELECT count(*) AS lost FROM previews WHERE answered_at IS NULL")
        workers.forgetful, workers.dropped = True, set()
        path = f"/workspaces/{ada.workspace}/previews"
        body = {"url": ada.repository_url, "ref": "main"}
        asked = (await ada.http.post(path, json=body)).raise_for_status().json()
        await eventually(lambda: "PreviewRepository" in workers.dropped, PATIENCE)
        workers.forgetful = False
        await gateway.fetch("UPDATE previews SET created_at = created_at - interval '1 minute'")
        context = gateway.app.state.context
        await Reconciler(context.database, context.catalogues).reconcile()

        async def is_answered() -> bool:
            return bool((await ada.get(f"{path}/{asked['id']}"))["status"] == "ready")

        await eventually(is_answered, PATIENCE)
        assert before["lost"] == 0


async def test_an_upgrade_is_told_before_it_happens_and_breaks_nothing_by_itself(
    gateway: Gateway, workers: FakeWorkers
) -> None:
    async with gateway.person("ada") as ada:
        repository = await ada.install()
        workflow = await ada.create(a="one", b="two")
        path = f"/workspaces/{ada.workspace}/repositories/{repository}"
        seen = await looked_into(ada, f"{path}/previews", {"ref": "strict"})
        added, changed = seen["operators_changed"]
        assert (added["name"], added["kind"]) == ("Shout", "added")
        assert (changed["name"], changed["kind"]) == ("Echo", "changed")
        assert [one["message"] for one in changed["changes"]] == ["“Times” has to be given: a whole number."]
        [effect] = seen["workflows"]
        assert (effect["name"], effect["is_current"]) == ("Report", True)
        assert [task["task"] for task in effect["tasks"]] == ["a", "b"]
        assert [problem["path"] for problem in effect["problems"]] == ["/tasks/a/inputs/times", "/tasks/b/inputs/times"]
        assert (await ada.get(path))["installed_ref"] == "1.0.0"

        await upgraded(ada, repository, "strict")
        [user] = (await ada.get(f"{path}/workflows"))["items"]
        assert (user["is_current"], user["ref"]) == (False, "1.0.0")
        # The editor is given the operators that the workflow is pinned to, not those of the newest commit.
        [pinned] = (await ada.get(f"/workflows/{workflow['id']}/operators"))["items"]
        assert list(pinned["input_schema"]["properties"]) == ["text"]
        offered = (await ada.get(f"/workspaces/{ada.workspace}/operators"))["items"]
        assert [operator["name"] for operator in offered] == ["Echo", "Shout"]

        body = {"workflow_ids": [workflow["id"]]}
        [answer] = (await ada.http.post(f"{path}/new_versions", json=body)).raise_for_status().json()["items"]
        assert (answer["outcome"], answer["version"]) == ("has_problems", 1)
        assert {problem["code"] for problem in answer["problems"]} == {"input.missing"}
        assert (await ada.get(f"/workflows/{workflow['id']}"))["version"] == 1


async def test_new_versions_are_made_of_chosen_workflows_alone(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        repository = await ada.install()
        chosen, other = await ada.create("Chosen", a="one"), await ada.create("Other", a="one")
        path = f"/workspaces/{ada.workspace}/repositories/{repository}"
        installed = await upgraded(ada, repository, "2.0.0")
        body = {"workflow_ids": [chosen["id"], "unknown"]}
        [answer] = (await ada.http.post(f"{path}/new_versions", json=body)).raise_for_status().json()["items"]
        assert (answer["outcome"], answer["version"]) == ("saved", 2)
        moved = await ada.get(f"/workflows/{chosen['id']}")
        assert moved["pins"]["examples"]["commit"] == installed["commit"]
        assert moved["definition"]["repositories"]["examples"]["ref"] == "2.0.0"
        assert (await ada.get(f"/workflows/{other['id']}"))["version"] == 1
        await ada.wait_for_status(chosen["id"], "ready")
        again = (await ada.http.post(f"{path}/new_versions", json=body)).raise_for_status().json()["items"]
        assert [one["outcome"] for one in again] == ["current"]


async def test_a_branch_that_moved_on_is_followed_only_when_asked(gateway: Gateway, workers: FakeWorkers) -> None:
    """The ref stays the same, so only the commit can tell the versions apart; restoring brings the old operators back."""
    async with gateway.person("ada") as ada:
        repository = await ada.install()
        workflow = await ada.create(a="one")
        path = f"/workspaces/{ada.workspace}/repositories/{repository}"
        newer = "cd" * 20
        (await ada.http.post(f"{path}/upgrade", json={"ref": "1.0.0", "commit": newer})).raise_for_status()

        async def has_arrived() -> bool:
            found = await ada.get(path)
            return bool(found["commit"] == newer and found["status"] == "ready")

        await eventually(has_arrived, PATIENCE)
        (await ada.save(workflow["id"], 1, a="two")).raise_for_status()
        body = {"workflow_ids": [workflow["id"]]}
        [answer] = (await ada.http.post(f"{path}/new_versions", json=body)).raise_for_status().json()["items"]
        assert (answer["outcome"], answer["version"]) == ("saved", 3)
        commits = [
            (await ada.get(f"/workflows/{workflow['id']}/versions/{number}"))["pins"]["examples"]["commit"]
            for number in (1, 2, 3)
        ]
        assert commits == [commit_of("1.0.0"), commit_of("1.0.0"), newer]
        restored = await ada.http.post(f"/workflows/{workflow['id']}/versions/1/restore")
        assert restored.raise_for_status().json()["pins"]["examples"]["commit"] == commit_of("1.0.0")
        versions = (await ada.get(f"{path}/versions"))["items"]
        assert [(one["commit"], one["is_current"]) for one in versions] == [(newer, True), (commit_of("1.0.0"), False)]


async def test_checking_a_definition_keeps_to_the_pins_of_its_workflow(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        repository = await ada.install()
        workflow = await ada.create(a="one")
        path = f"/workspaces/{ada.workspace}/repositories/{repository}"
        (await ada.http.post(f"{path}/upgrade", json={"ref": "1.0.0", "commit": STRICT_COMMIT})).raise_for_status()

        async def has_arrived() -> bool:
            return bool((await ada.get(path))["commit"] == STRICT_COMMIT)

        await eventually(has_arrived, PATIENCE)

        async def codes(**about: str) -> list[str]:
            question = {"definition": workflow["definition"], **about}
            answer = await ada.http.post(f"/workspaces/{ada.workspace}/workflows/validate", json=question)
            return [problem["code"] for problem in answer.raise_for_status().json()["problems"]]

        assert await codes() == ["input.missing"]
        assert await codes(workflow_id=workflow["id"]) == []


async def test_what_is_used_is_not_removed_and_who_uses_it_is_told(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        repository = await ada.install()
        workflow = await ada.create("Daily report", a="one")
        path = f"/workspaces/{ada.workspace}/repositories/{repository}"
        refused = await ada.http.delete(path)
        assert refused.status_code == 409
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["detail"].startswith("1 workflow uses this repository.")
        [user] = refused.json()["workflows"]
        assert (user["workflow_id"], user["name"]) == (workflow["id"], "Daily report")
        (await ada.http.delete(f"/workflows/{workflow['id']}")).raise_for_status()
        assert (await ada.http.delete(path)).status_code == 204
        assert (await ada.http.get(path)).status_code == 404


async def test_an_operator_has_a_page_with_what_its_author_wrote(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        repository = await ada.install()
        await ada.create("Uses it", a="one")
        path = f"/workspaces/{ada.workspace}/repositories/{repository}"
        page = await ada.get(f"{path}/operators/Echo")
        assert page["documentation"] == "Says it *again*."
        assert [(use["name"], [task["task"] for task in use["tasks"]]) for use in page["used_by"]] == [
            ("Uses it", ["a"])
        ]
        assert (await ada.get(f"{path}/document"))["markdown"] == "# Examples"
        assert (await ada.http.get(f"{path}/operators/Nothing")).status_code == 404


async def test_an_operator_says_why_it_is_not_ready(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        workers.failing_builds.add(image_of(ada.repository_url))
        body = {"url": ada.repository_url, "ref": "1.0.0"}
        (await ada.http.post(f"/workspaces/{ada.workspace}/repositories", json=body)).raise_for_status()

        async def has_failed() -> bool:
            items = (await ada.get(f"/workspaces/{ada.workspace}/operators"))["items"]
            return [item["image_status"] for item in items] == ["failed"]

        await eventually(has_failed, PATIENCE)
        [operator] = (await ada.get(f"/workspaces/{ada.workspace}/operators"))["items"]
        assert (operator["ready"], operator["image_reason"]) == (False, "no such package")
        workers.failing_builds.clear()
