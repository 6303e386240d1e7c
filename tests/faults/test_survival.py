"""Parts die at the worst moments; nothing is lost and nothing happens twice (faults.md: F1-F5, F8, F10, F14, F32)."""

import asyncio
import subprocess
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path

import pytest

from shared.messaging import Bus
from tests.faults.checker import until
from tests.faults.experiment import Bench
from tests.fixtures.rest import Person

pytestmark = pytest.mark.platform

GATEWAY = ("api_gateway.request_parsed", "api_gateway.before_commit", "api_gateway.after_commit")
RELAY = ("api_gateway.relay.before_publish", "api_gateway.relay.after_publish")
COMPILER = ("compiler.received", "compiler.compiled")
MONITOR = tuple(
    f"run_monitor.{point}" for point in ("nudged", "registration_seen", "run_started", "change_seen", "change_told")
)
GIT_SYNC = ("git_sync.committed", "git_sync.before_push", "git_sync.pushed", "git_sync.answered")
ITERATIONS = 2
STALE_WITHIN = 15.0  # seconds of silence after which clients are told that what they show may be old
FRESH_WITHIN = 10.0  # seconds after the monitor is back


@pytest.mark.parametrize("point", [*GATEWAY, *RELAY])
def test_f1_f2_the_gateway_dies_around_a_save(bench: Bench, point: str) -> None:
    workflow = bench.create(f"F1 {point}")
    for _ in range(ITERATIONS):
        with bench.dying("api_gateway", point):
            bench.save(workflow, tasks=2)
    bench.check()


@pytest.mark.parametrize(
    ("part", "point"), [("workflow_compiler", p) for p in COMPILER] + [("git_sync", p) for p in GIT_SYNC]
)
def test_f3_f4_a_worker_dies_while_it_works_on_a_save(bench: Bench, part: str, point: str) -> None:
    workflow = bench.create(f"F3 {point}")
    for _ in range(ITERATIONS):
        with bench.dying(part, point):
            bench.save(workflow, tasks=2)
    bench.check()


@pytest.mark.parametrize("moment", ["registering", "starting", "running"])
def test_f5_the_monitor_dies(bench: Bench, moment: str) -> None:
    workflow = bench.create(f"F5 {moment}", tasks=2, seconds=1)
    if moment == "registering":
        bench.kill("run_monitor")
        bench.wait_ready(workflow)
    bench.wait_ready(workflow)
    run = bench.run(workflow)
    if moment == "running":
        bench.person.wait(lambda: bench.person.get(f"/runs/{run}"), lambda r: r["state"] != "queued", "begun", 30)
    if moment != "registering":
        bench.kill("run_monitor")
    assert bench.person.wait_run(run)["state"] == "success"
    bench.check()


@pytest.mark.parametrize("point", MONITOR)
def test_f5_the_monitor_dies_between_seeing_and_telling(bench: Bench, point: str) -> None:
    workflow = bench.create(f"F5 {point}")
    for _ in range(ITERATIONS):
        bench.save(workflow, tasks=2)
        with bench.dying("run_monitor", point):
            bench.wait_ready(workflow)
            run = bench.run(workflow)
            assert bench.person.wait_run(run)["state"] == "success"
    bench.check()


def test_f5_the_monitor_hangs_clients_are_told_and_it_comes_back(bench: Bench) -> None:
    workflow = bench.create("F5 hangs", tasks=2, seconds=1)
    bench.wait_ready(workflow)
    bench.platform.part("run_monitor").pause()
    try:
        run = bench.run(workflow)
        until(lambda: bench.person.get("/watch")["stale_since"] is not None, STALE_WITHIN, "states are known to be old")
    finally:
        bench.platform.part("run_monitor").resume()
    until(lambda: bench.person.get("/watch")["stale_since"] is None, FRESH_WITHIN, "states are fresh again")
    assert bench.person.wait_run(run)["state"] == "success"
    bench.check()
    told = [f.data["stale_since"] for f in bench.watcher.frames if f.event == "watch.state_changed"]
    assert told[-1] is None
    assert any(told)


def test_f8_the_bus_is_killed_again_and_again(bench: Bench) -> None:
    workflow = bench.create("F8 killed")
    for _ in range(6):
        bench.kill("nats")
        bench.save(workflow, tasks=2)
    bench.check()


def test_f8_the_bus_loses_its_whole_store(bench: Bench) -> None:
    workflow = bench.create("F8 wiped")
    for _ in range(ITERATIONS):
        bench.save(workflow, tasks=2)
        bench.platform.wipe_nats()
        bench.history.kills += 1
        bench.save(workflow, tasks=3)
    bench.wait_ready(workflow)
    bench.run(workflow)
    bench.check()


@pytest.mark.parametrize("stream", ["COMMANDS", "EVENTS"])
def test_f8_a_stream_is_deleted(bench: Bench, stream: str) -> None:
    workflow = bench.create(f"F8 {stream}")
    _on_bus(bench, lambda bus: bus.jetstream.delete_stream(stream))
    bench.save(workflow, tasks=2)
    bench.check()


def test_f8_a_durable_is_deleted(bench: Bench) -> None:
    """It comes back by itself within seconds; that health is red until then is proven in tests/services/messaging."""
    workflow = bench.create("F8 durable")
    for durable in ("git_sync__publication", "workflow_compiler__compile_workflow"):
        _delete_consumer(bench, durable)
        bench.save(workflow, tasks=2)
        bench.wait_ready(workflow)
    bench.check()


def test_f10_without_a_database_a_save_is_refused_whole(bench: Bench) -> None:
    workflow = bench.create("F10 away")
    bench.wait_ready(workflow)
    bench.platform.part("postgres").stop()
    bench.history.kills += 1
    try:
        refused = bench.try_save(workflow, tasks=3)
    finally:
        bench.platform.part("postgres").restart()
    assert refused.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert refused.headers["Retry-After"]
    bench.save(workflow, tasks=2)
    bench.check()


def test_f10_no_connection_is_left_and_saves_are_whole_or_refused(bench: Bench) -> None:
    workflow = bench.create("F10 full")
    with bench.crowded_database():
        answers = [bench.try_save(workflow, tasks=tasks) for tasks in (2, 3)]
    assert {answer.status_code for answer in answers} <= {HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE}
    bench.save(workflow, tasks=2)
    bench.check()


@pytest.mark.parametrize("how", ["fast", "kill"])
def test_f10_the_database_restarts(bench: Bench, how: str) -> None:
    workflow = bench.create(f"F10 {how}")
    if how == "kill":
        bench.platform.part("postgres").kill()
    bench.platform.part("postgres").restart()
    bench.history.kills += 1
    bench.save(workflow, tasks=2)
    bench.wait_ready(workflow)
    run = bench.run(workflow)
    assert bench.person.wait_run(run)["state"] == "success"
    bench.check()


def test_f10_the_database_hangs_and_a_save_is_answered_honestly(bench: Bench) -> None:
    workflow = bench.create("F10 hangs")
    bench.wait_ready(workflow)
    bench.platform.part("postgres").pause()
    try:
        with pytest.raises(AssertionError):  # ready is no longer the truth
            bench.person.wait(lambda: {"ready": _is_ready(bench.person)}, lambda r: r["ready"], "ready", 0.5)
    finally:
        bench.platform.part("postgres").resume()
    bench.save(workflow, tasks=2)
    bench.check()


def test_f14_the_remote_refuses_says_why_and_recovers(bench: Bench) -> None:
    hook = bench.platform.workflows_remote / "hooks" / "pre-receive"
    workflow = bench.create("F14 refused")
    bench.wait_ready(workflow)
    hook.write_text("#!/bin/sh\necho 'the branch is protected today' >&2\nexit 1\n")
    hook.chmod(0o755)
    try:
        for _ in range(3):
            bench.save(workflow, tasks=2)
        bench.person.wait(
            lambda: bench.person.get(f"/workflows/{workflow}"),
            lambda w: "protected today" in str(w["problems"]) + str(w["stages"]),
            "the reason is shown",
            30,
        )
    finally:
        hook.unlink()
    before = _commits(bench)
    bench.wait_ready(workflow)
    bench.check()
    assert _commits(bench) - before <= 3


@pytest.mark.parametrize("round_", range(3))
def test_f32_a_run_right_after_a_save_is_a_run_of_that_save(bench: Bench, round_: int) -> None:
    workflow = bench.create(f"F32 {round_}")
    for count in (3, 1, 4, 2):
        version = bench.save(workflow, tasks=count)
        run = bench.run(workflow)
        ended = bench.person.wait_run(run)
        assert ended["version"] == version
        assert ended["state"] == "success"
        assert set(bench.person.tasks(run)) == {f"t{n}" for n in range(count)}
    bench.check()


def _on_bus(bench: Bench, act: Callable[[Bus], Awaitable[object]]) -> None:
    async def connected() -> None:
        async with Bus("experiment", bench.platform.nats_url) as bus:
            await act(bus)

    asyncio.run(connected())


def _delete_consumer(bench: Bench, durable: str) -> None:
    _on_bus(bench, lambda bus: bus.jetstream.delete_consumer("COMMANDS", durable))


def _is_ready(person: Person) -> bool:
    root = str(person.http.base_url).removesuffix("/api/v1/")
    return person.http.get(f"{root}/health/ready", timeout=5).status_code == 200


def _commits(bench: Bench) -> int:
    refs: Path = bench.platform.workflows_remote

    counted = subprocess.run(["git", "--git-dir", refs, "rev-list", "--count", "main"], capture_output=True, check=True)
    return int(counted.stdout)
