"""Tables as CSV files: what several operators of this repository share."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """Column names and rows of text, as they stand in a CSV file."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def index(self, column: str) -> int:
        """The position of a column; raise ValueError with the columns there are."""
        if column not in self.columns:
            raise ValueError(f'There is no column "{column}"; the table has {", ".join(self.columns)}.')
        return self.columns.index(column)

    def values(self, column: str) -> tuple[str, ...]:
        position = self.index(column)
        return tuple(row[position] for row in self.rows)

    def records(self) -> list[dict[str, str]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def read_table(path: Path, separator: str = ",") -> Table:
    """Read a CSV file with a header; raise ValueError when rows are of different lengths."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return table_of(csv.reader(file, delimiter=separator))


def table_of(lines: Iterable[Sequence[str]]) -> Table:
    """A table from a header and rows; empty lines are left out."""
    filled = [tuple(line) for line in lines if line]
    if not filled:
        raise ValueError("The table is empty: it has not even a header.")
    columns, rows = filled[0], filled[1:]
    for number, row in enumerate(rows, start=2):
        if len(row) != len(columns):
            raise ValueError(f"Line {number} has {len(row)} values, but the header has {len(columns)}.")
    return Table(columns, tuple(rows))


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write a CSV file and return its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    return path


def number(text: str) -> float | None:
    """The number a cell holds, or None; infinities and "nan" are no numbers to count with."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def as_text(record: Mapping[str, object]) -> str:
    """One row on one line, for logs."""
    return ", ".join(f"{name}={value}" for name, value in record.items())
