"""P15: what Domino's own processes hold in memory while nothing runs, without Airflow and Postgres."""

from pathlib import Path

from bench.table import Row
from bench.workplace import Workplace

GOAL = 400  # MB
OURS = ("api_gateway", "workflow_compiler", "git_sync", "image_builder", "run_monitor", "nats")


def measure(workplace: Workplace) -> list[Row]:
    """Proportional set size: shared pages count once, divided among those who share them."""
    sizes = {
        name: sum(_pss(living.pid) for living in workplace.platform.part(name).processes()) / 1024 for name in OURS
    }
    launcher = _pss("self") / 1024
    total = sum(sizes.values())
    parts = ", ".join(f"{name} {size:.0f}" for name, size in sizes.items())
    return [
        Row(
            "P15",
            "idle memory of all Domino processes without Airflow and Postgres",
            f"{total:.0f} MB PSS ({parts}); the measuring process itself {launcher:.0f} MB is not counted",
            f"<= {GOAL} MB PSS",
            total <= GOAL,
        )
    ]


def _pss(pid: int | str) -> int:
    """In KB, from the kernel's own sum."""
    for line in Path("/proc", str(pid), "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
