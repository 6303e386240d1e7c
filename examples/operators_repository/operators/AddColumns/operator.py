from domino import BaseOperator

from ..tables import number, read_table, write_table
from .models import InputModel, NewColumn, Operation, OutputModel


class AddColumns(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_table(input_data.table)
        records = table.records()
        columns = list(table.columns)
        for new in input_data.columns:
            if new.name in columns:
                raise ValueError(f'The table already has a column "{new.name}".')
            if new.left not in columns:
                raise ValueError(f'There is no column "{new.left}"; the table has {", ".join(columns)}.')
            for record in records:
                record[new.name] = compute(record, new)
            columns.append(new.name)
            self.logger.info("added %s = %s %s %s", new.name, new.left, new.operation, new.right)
        rows = ([record[column] for column in columns] for record in records)
        path = write_table(self.results_path / "extended.csv", columns, rows)
        self.display_result = {"file_type": "csv", "file_path": path}
        return OutputModel(table=path, rows=len(records), columns=columns)


def compute(record: dict[str, str], new: NewColumn) -> str:
    """The cell of a new column; empty where a number is missing or divided by zero."""
    left, right = record[new.left], record.get(new.right, new.right)
    if new.operation is Operation.joined_with:
        return left + right
    first, second = number(left), number(right)
    if first is None or second is None:
        return ""
    if new.operation is Operation.divided_by:
        if second == 0:
            return ""
        result = first / second
    else:
        result = {
            Operation.plus: first + second,
            Operation.minus: first - second,
            Operation.times: first * second,
        }[new.operation]
    return f"{result:.{new.decimals}f}" if new.decimals is not None else f"{result:g}"
