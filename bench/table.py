"""The rows of the speed table: what was measured, against which goal, in words."""

import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata


@dataclass(frozen=True, slots=True)
class Row:
    """`holds` is None where the goal is only an absolute figure, which another machine may miss."""

    number: str
    figure: str
    measured: str
    goal: str
    holds: bool | None = None


def spread(values: Sequence[float], unit: str = "s") -> str:
    """Median with minimum and maximum: `0.61 s (0.52 to 0.90)`."""
    return f"{statistics.median(values):.2f} {unit} ({min(values):.2f} to {max(values):.2f})"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of all lie; `values` need not be sorted."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def print_heading() -> None:
    """What was measured with."""
    packages = ", ".join(
        f"{name} {metadata.version(name)}" for name in ("fastapi", "nats-py", "sqlalchemy", "pydantic")
    )
    print(f"Python {platform.python_version()}, {packages}, Airflow 3.3.2\n", flush=True)


def print_rows(rows: Sequence[Row]) -> None:
    """One block per row: easy to read, easy to compare between two runs."""
    for row in rows:
        verdict = {True: "holds", False: "MISSED", None: "figure"}[row.holds]
        print(
            f"{row.number:4} {row.figure}\n     measured  {row.measured}\n     goal      {row.goal}   [{verdict}]\n",
            flush=True,
        )
