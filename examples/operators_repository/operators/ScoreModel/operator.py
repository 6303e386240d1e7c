from domino import BaseOperator

from ..classifier import numbers_of, read_classifier
from ..tables import read_table, write_table
from .models import InputModel, OutputModel


class ScoreModel(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_table(input_data.table)
        model = read_classifier(input_data.model)
        if not table.rows:
            raise ValueError("The table has no rows to score.")
        predictions = model.predict(numbers_of(table, model.features))
        self.logger.info("scored %d rows by %s", len(predictions), ", ".join(model.features))
        accuracy = None
        if input_data.target:
            truth = table.values(input_data.target)
            accuracy = sum(map(str.__eq__, predictions, truth)) / len(truth)
            self.logger.info("%.1f %% are right", 100 * accuracy)
        rows = ([*row, prediction] for row, prediction in zip(table.rows, predictions, strict=True))
        path = write_table(self.results_path / "scored.csv", [*table.columns, input_data.column], rows)
        self.display_result = {"file_type": "csv", "file_path": path}
        return OutputModel(table=path, rows=len(predictions), accuracy=accuracy)
