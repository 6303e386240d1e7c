"""P3: from the save of a 20-task workflow until Airflow would run exactly it, proven by the content digest."""

import time
from collections.abc import Iterable

from bench.table import Row, percentile, spread
from bench.workplace import Workplace
from tests.fixtures.watcher import Watcher

SAVES = 25
TASKS = 20
PATIENCE = 30.0


def measure(workplace: Workplace) -> list[Row]:
    """Alternate new and changed workflows, so that both meet the same machine."""
    new: list[float] = []
    changed: list[float] = []
    with Watcher(workplace.person) as watcher:
        watcher.watch(f"workspace:{workplace.person.workspace}")
        for number in range(SAVES):
            began = time.time()
            workflow = workplace.person.create(f"P3 {number}", _graph(workplace, f"new {number}"))["id"]
            new.append(_ready_at(watcher, workflow, 1) - began)
            began = time.time()
            workplace.person.save(workflow, 1, _graph(workplace, f"changed {number}"))
            changed.append(_ready_at(watcher, workflow, 2) - began)
    return [_row("new", new), _row("changed", changed)]


def _graph(workplace: Workplace, text: str) -> dict[str, object]:
    return workplace.chain("EchoText", TASKS, {"text": text}, bound=("text", "text"))


def _ready_at(watcher: Watcher, workflow: str, version: int) -> float:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for frame in tuple(watcher.frames):
            data = frame.data
            if (
                frame.event == "workflow.status_changed"
                and (data["workflow_id"], data["version"]) == (workflow, version)
                and data["status"] == "ready"
            ):
                watcher.frames.clear()
                return frame.seen_at
        time.sleep(0.005)
    raise RuntimeError(f"version {version} of {workflow} was not ready within {PATIENCE} s")


def _row(kind: str, seconds: Iterable[float]) -> Row:
    values = list(seconds)
    p50, p95 = percentile(values, 0.5), percentile(values, 0.95)
    return Row(
        "P3",
        f"save of a {kind} {TASKS}-task workflow -> Airflow would run exactly it ({len(values)} saves)",
        f"p50 {p50:.2f} s, p95 {p95:.2f} s; {spread(values)}",
        "p50 <= 1.0 s, p95 <= 2 s",
        p50 <= 1.0 and p95 <= 2.0,
    )
