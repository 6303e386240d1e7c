"""The whole story with workers that answer over real NATS: install, save, run, watch, cancel, retry, delete."""

import json
from pathlib import Path

import pytest

from shared.messages.runs import TaskObservation, TasksObserved
from shared.messages.workflows import WorkflowCompiled
from shared.messaging import Bus, Outgoing
from tests.fixtures.servers import eventually
from tests.services.gateway.conftest import PATIENCE, Gateway, next_event
from tests.services.gateway.workers import FakeWorkers, image_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_saved_workflow_becomes_ready_and_runs(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one", b="two")
        assert created["status"] == "compiling"
        await ada.wait_for_status(created["id"], "ready")

        found = await ada.get(f"/workflows/{created['id']}")
        assert [(stage["name"], stage["state"]) for stage in found["stages"]] == [
            ("compile", "done"),
            ("images", "done"),
            ("publish", "done"),
            ("register", "done"),
        ]
        assert found["definition"] == ada.definition(a="one", b="two")
        assert found["pins"]["examples"]["commit"]

        run = (await ada.http.post(f"/workflows/{created['id']}/runs", json={})).raise_for_status().json()
        assert run["state"] == "queued"
        await ada.wait_for_run(run["id"], "running")
        assert [task["task"] for task in (await ada.get(f"/runs/{run['id']}/tasks"))["items"]] == ["a", "b"]
        assert workers.starts(run["id"])[0].dag_run_id == f"run__{run['id']}"


async def test_a_version_that_is_not_ready_cannot_run(gateway: Gateway) -> None:
    async with gateway.person("ada") as ada:
        created = await ada.create()
        answer = await ada.http.post(f"/workflows/{created['id']}/runs", json={})
        assert answer.status_code == 409
        assert "compile" in answer.json()["detail"]


async def test_frames_arrive_for_every_step(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada, ada.socket(f"workspace:{ada.workspace}") as socket:
        await ada.install()
        created = await ada.create(a="one")
        seen = []
        while "ready" not in seen:
            seen.append((await next_event(socket, "workflow.status_changed"))["status"])
        assert seen[0] == "compiling"
        run = (await ada.http.post(f"/workflows/{created['id']}/runs")).raise_for_status().json()
        assert (await next_event(socket, "run.state_changed"))["id"] == run["id"]


async def test_task_states_reach_the_sockets_of_their_run(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "ready")
        run = (await ada.http.post(f"/workflows/{created['id']}/runs")).raise_for_status().json()
        await ada.wait_for_run(run["id"], "running")
        async with ada.socket(f"run:{run['id']}") as socket, Bus("test", workers.nats_url) as bus:
            seen = observe(workers, created["dag_id"], f"run__{run['id']}", "a", "running")
            await bus.publish(Outgoing(seen))
            frame = await next_event(socket, "task.state_changed")
            assert (frame["run_id"], frame["task"], frame["state"]) == (run["id"], "a", "running")
            assert frame["operator"] == "examples/Echo"


async def test_an_import_needs_no_answer_twice(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one")
        exported = await ada.get(f"/workflows/{created['id']}/export")
        answer = await ada.http.post(f"/workspaces/{ada.workspace}/workflows/import", json=exported)
        imported = answer.raise_for_status().json()
        assert imported["missing_repositories"] == []
        assert imported["workflow"]["definition"] == created["definition"]
        assert imported["workflow"]["dag_id"] != created["dag_id"]


async def test_a_run_is_cancelled_and_tried_again(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "ready")
        run = (await ada.http.post(f"/workflows/{created['id']}/runs")).raise_for_status().json()
        await ada.wait_for_run(run["id"], "running")
        assert (await ada.http.post(f"/runs/{run['id']}/cancel")).status_code == 202
        await ada.wait_for_run(run["id"], "cancelled")
        assert (await ada.http.post(f"/runs/{run['id']}/cancel")).status_code == 409
        assert (await ada.http.post(f"/runs/{run['id']}/retry")).status_code == 202
        await ada.wait_for_run(run["id"], "running")


async def test_a_run_that_was_overtaken_runs_the_newest_version(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "ready")
        workers.registered[created["dag_id"]] = "another"  # somebody else's save came first
        run = (await ada.http.post(f"/workflows/{created['id']}/runs")).raise_for_status().json()
        await ada.wait_for_run(run["id"], "running")
        assert len(workers.starts(run["id"])) == 2
        assert workers.registered[created["dag_id"]] == workers.starts(run["id"])[-1].digest


async def test_deleting_takes_the_dag_away_and_keeps_history(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        repository = await ada.install()
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "ready")
        path = f"/workspaces/{ada.workspace}/repositories/{repository}"
        assert (await ada.http.delete(path)).status_code == 409
        assert (await ada.http.delete(f"/workflows/{created['id']}")).status_code == 204
        await eventually(lambda: created["dag_id"] in workers.forgotten, PATIENCE)
        assert (await ada.http.get(f"/workflows/{created['id']}")).status_code == 404
        assert len((await ada.get(f"/workflows/{created['id']}/versions"))["items"]) == 1
        assert (await ada.http.delete(path)).status_code == 204


async def test_a_failed_build_says_why_and_does_not_block_publishing(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        workers.failing_builds.add(image_of(ada.repository_url))
        body = {"url": ada.repository_url, "ref": "1.0.0"}
        answer = await ada.http.post(f"/workspaces/{ada.workspace}/repositories", json=body)
        path = f"/workspaces/{ada.workspace}/repositories/{answer.json()['id']}"

        async def failed() -> bool:
            return bool((await ada.get(path))["status"] == "failed")

        await eventually(failed, PATIENCE)
        [build] = (await ada.get(f"{path}/builds"))["items"]
        assert build["reason"] == "no such package"
        assert (await ada.http.get(f"{path}/builds/{build['id']}/log")).text == "resolving…"
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "failed")
        found = await ada.get(f"/workflows/{created['id']}")
        assert any(problem["code"] == "image_failed" for problem in found["problems"])
        workers.failing_builds.clear()
        assert (await ada.http.post(f"{path}/upgrade", json={"ref": "1.0.0"})).status_code == 202
        await ada.wait_for_status(created["id"], "ready")


async def test_outputs_logs_and_results_are_read_from_storage(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "ready")
        run = (await ada.http.post(f"/workflows/{created['id']}/runs")).raise_for_status().json()
        base = f"/runs/{run['id']}/tasks/a"
        assert (await ada.http.get(f"{base}/log")).text == ""
        assert (await ada.http.get(f"{base}/output")).status_code == 404
        folder = gateway.settings.storage_root / created["dag_id"] / f"run__{run['id']}" / "a"
        leave(folder)
        log = await ada.http.get(f"{base}/log", params={"offset": 4})
        assert (log.text, log.headers["X-Next-Offset"]) == ("é\n", "7")
        assert await ada.get(f"{base}/output") == {"text": "hi"}
        listed = (await ada.http.get(f"{base}/results")).json()
        assert [(r["path"], r["media_type"], r["display"]) for r in listed] == [
            ("plots/a b.html", "text/html; charset=utf-8", "html")
        ]
        shown = await ada.http.get(f"{base}/results/plots/a b.html")
        assert shown.text == "<b>hi</b>"
        assert "sandbox" in shown.headers["Content-Security-Policy"]
        assert shown.headers["X-Content-Type-Options"] == "nosniff"


def leave(folder: Path) -> None:
    """What a runner leaves."""
    (folder / "results" / "plots").mkdir(parents=True)
    (folder / "results" / "log.txt").write_text("caf\né\n")
    (folder / "results" / "plots" / "a b.html").write_text("<b>hi</b>")
    (folder / "xcom_out").mkdir()
    (folder / "xcom_out" / "xcom_out.json").write_text('{"text": "hi"}')
    outcome = {
        "status": "success",
        "message": "",
        "traceback": None,
        "display": {"file_type": "html", "path": "plots/a b.html"},
        "seconds": 0.1,
    }
    (folder / "outcome.json").write_text(json.dumps(outcome))


def observe(workers: FakeWorkers, dag_id: str, dag_run_id: str, task: str, state: str) -> TasksObserved:
    told = workers.observation(dag_id, dag_run_id, "running")
    seen = TaskObservation(
        task_id=task,
        map_index=-1,
        try_number=1,
        state=state,
        started_at=told.started_at,
        ended_at=None,
        note=None,
        observed_at=told.observed_at,
    )
    return TasksObserved(dag_id=dag_id, dag_run_id=dag_run_id, tasks=(seen,))


async def test_what_the_schedule_starts_becomes_a_run_too(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "ready")
        async with Bus("test", workers.nats_url) as bus:
            scheduled = "scheduled__2026-11-22T00:00:00+00:00"
            await bus.publish(Outgoing(observe(workers, created["dag_id"], scheduled, "a", "success")))
            observed = workers.observation(created["dag_id"], scheduled, "success")
            await bus.publish(Outgoing(observed.model_copy(update={"run_type": "scheduled"})))

        async def there() -> bool:
            items = (await ada.get(f"/workflows/{created['id']}/runs"))["items"]
            return [(r["state"], r["trigger"]) for r in items] == [("success", "schedule")]

        await eventually(there, PATIENCE)
        [run] = (await ada.get(f"/workspaces/{ada.workspace}/runs"))["items"]
        assert [t["state"] for t in (await ada.get(f"/runs/{run['id']}/tasks"))["items"]] == ["success"]
        listed = (await ada.get(f"/workspaces/{ada.workspace}/workflows"))["items"][0]
        assert [r["id"] for r in listed["recent_runs"]] == [run["id"]]


async def test_late_events_of_older_versions_change_nothing(gateway: Gateway, workers: FakeWorkers) -> None:
    async with gateway.person("ada") as ada:
        await ada.install()
        created = await ada.create(a="one")
        await ada.wait_for_status(created["id"], "ready")
        (await ada.save(created["id"], 1, a="two")).raise_for_status()
        await ada.wait_for_status(created["id"], "ready")
        before = await ada.get(f"/workflows/{created['id']}")
        late = WorkflowCompiled(
            workflow_id=created["id"], version=1, dag_id=created["dag_id"], source="old", digest="old", images=()
        )
        async with Bus("test", workers.nats_url) as bus:
            await bus.publish(Outgoing(late))
            await bus.publish(Outgoing(late.model_copy(update={"version": 2})))

        async def all_handled() -> bool:
            infos = await bus_backlog(workers.nats_url)
            return infos == 0

        await eventually(all_handled, PATIENCE)
        assert await ada.get(f"/workflows/{created['id']}") == before


async def bus_backlog(url: str) -> int:
    async with Bus("test", url) as bus:
        infos = await bus.jetstream.consumers_info("EVENTS")
        return sum((info.num_pending or 0) + (info.num_ack_pending or 0) for info in infos)
