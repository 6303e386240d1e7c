import csv

from domino import BaseOperator

from ..tables import Table, read_table, table_of, write_table
from .models import InputModel, OutputModel


class ReadTable(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = self._read(input_data)
        self.logger.info("read %d rows with the columns %s", len(table.rows), ", ".join(table.columns))
        path = write_table(self.results_path / "table.csv", table.columns, table.rows)
        self.display_result = {"file_type": "csv", "file_path": path}
        return OutputModel(table=path, rows=len(table.rows), columns=list(table.columns))

    def _read(self, input_data: InputModel) -> Table:
        if input_data.file is not None:
            return read_table(input_data.file, input_data.separator)
        lines = (input_data.text or "").splitlines()
        return table_of(csv.reader(lines, delimiter=input_data.separator))
