import operator
from collections.abc import Callable

from domino import BaseOperator

from ..tables import number, read_table, write_table
from .models import Comparison, InputModel, OutputModel

ORDERINGS: dict[Comparison, Callable[[object, object], bool]] = {
    Comparison.equals: operator.eq,
    Comparison.differs: operator.ne,
    Comparison.greater: operator.gt,
    Comparison.at_least: operator.ge,
    Comparison.less: operator.lt,
    Comparison.at_most: operator.le,
}


class FilterRows(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_table(input_data.table)
        position = table.index(input_data.column)
        kept = [row for row in table.rows if compare(row[position], input_data.comparison, input_data.value)]
        kept = kept[: input_data.most_rows]
        self.logger.info(
            "kept %d of %d rows in which %s %s %r",
            len(kept), len(table.rows), input_data.column, input_data.comparison, input_data.value,
        )  # fmt: skip
        if not kept:
            self.logger.warning("no row was kept")
        path = write_table(self.results_path / "filtered.csv", table.columns, kept)
        self.display_result = {"file_type": "csv", "file_path": path}
        return OutputModel(table=path, rows=len(kept), left_out=len(table.rows) - len(kept))


def compare(cell: str, comparison: Comparison, value: str) -> bool:
    """Compare as numbers when both are numbers, otherwise as text."""
    if comparison is Comparison.contains:
        return value in cell
    left, right = number(cell), number(value)
    if left is None or right is None:
        return ORDERINGS[comparison](cell, value)
    return ORDERINGS[comparison](left, right)
