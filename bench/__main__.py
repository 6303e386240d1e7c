"""`make bench`: measure and print. `python -m bench P3 P7` measures only those rows."""

import sys

from bench import live, memory, saving, start, tasks
from bench.table import Row, print_heading, print_rows
from bench.workplace import workplace

ON_A_PLATFORM = {
    "P15": memory.measure,
    "P3": saving.measure,
    "P4": live.measure,
    "P7": tasks.measure,
    "P8": tasks.measure,
}

RATIOS = {"P7", "P8"}


def main(wanted: list[str]) -> int:
    """Print each row as soon as it is measured; return 1 when a ratio was missed: absolute figures depend on the machine."""
    rows: list[Row] = []

    def take(measured: list[Row]) -> None:
        print_rows(measured)
        rows.extend(measured)

    print_heading()
    chosen = list(dict.fromkeys(measure for name, measure in ON_A_PLATFORM.items() if not wanted or name in wanted))
    if not wanted or "P1" in wanted:
        take(start.measure())
    if chosen:
        with workplace() as place:
            for measure in chosen:
                take(measure(place))
    return 1 if any(row.holds is False and row.number in RATIOS for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
