"""P4: from a state change in Airflow to the frame on the socket; with the listener, and by polling alone."""

import time
from datetime import datetime

from bench.table import Row, percentile
from bench.workplace import Workplace
from tests.fixtures.watcher import Frame, Watcher

RUNS = 10
TASKS = 20
QUIET = 1.0  # seconds to let the last frames arrive


def measure(workplace: Workplace) -> list[Row]:
    """A tenth of the runs that the goal names, several at once: a laptop's two cores run about four tasks a second."""
    document = workplace.chain("EchoText", TASKS, {"text": "x"}, bound=("text", "text"))
    document["settings"] = {"max_active_runs": RUNS}
    workflow = workplace.ready("P4", document)
    with Watcher(workplace.person) as watcher:
        runs = [workplace.person.start(workflow)["id"] for _ in range(RUNS)]
        for run in runs:
            watcher.watch(f"run:{run}")
        for run in runs:
            workplace.person.wait_run(run, 600)
        time.sleep(QUIET)
        delays = [delay * 1000 for frame in watcher.frames if (delay := _delay(frame)) is not None]
    p50, p95 = percentile(delays, 0.5), percentile(delays, 0.95)
    return [
        Row(
            "P4",
            f"state change in Airflow -> frame on the socket ({RUNS} runs x {TASKS} tasks at once, {len(delays)} changes)",
            f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, worst {max(delays):.0f} ms",
            "p50 <= 100 ms, p95 <= 300 ms",
            p50 <= 100 and p95 <= 300,
        )
    ]


def _delay(frame: Frame) -> float | None:
    """Seconds since Airflow's own time of the change, for the states of which Airflow tells the time."""
    if frame.event != "task.state_changed":
        return None
    moment = {"running": "started_at", "success": "ended_at", "failed": "ended_at"}.get(frame.data["state"])
    if moment is None or frame.data[moment] is None:
        return None
    return frame.seen_at - datetime.fromisoformat(frame.data[moment]).timestamp()
