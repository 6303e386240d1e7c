from importlib.metadata import version

import numpy as np
from domino import BaseOperator
from tabulate import tabulate

from ..classifier import fit, numbers_of
from ..tables import read_table
from .models import InputModel, OutputModel


class TrainModel(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_table(input_data.table)
        features = tuple(input_data.features)
        rows, labels = numbers_of(table, features), np.array(table.values(input_data.target))
        if len(set(labels)) < 2:
            raise ValueError(f'The column "{input_data.target}" has to have at least two classes.')
        order = np.random.default_rng(input_data.seed).permutation(len(rows))
        kept, used = np.split(order, [int(len(rows) * input_data.test_share)])
        self.logger.info("learning from %d rows, checking with %d", len(used), len(kept))
        model = fit(
            rows[used], tuple(labels[used].tolist()), features,
            input_data.steps, input_data.learning_rate, input_data.standardise,
        )  # fmt: skip
        checked = kept if len(kept) else used
        right = np.array(model.predict(rows[checked])) == labels[checked]
        accuracy = float(right.mean())
        self.logger.info("%.1f %% of %d rows are right", 100 * accuracy, len(checked))

        path = self.results_path / "model.json"
        model.write(path)
        found = [
            [name, int((labels[checked] == name).sum()), int(right[labels[checked] == name].sum())]
            for name in model.classes
        ]
        summary = self.results_path / "accuracy.md"
        summary.write_text(
            f"**Accuracy {accuracy:.1%}**\n\n{tabulate(found, headers=['class', 'rows', 'right'], tablefmt='github')}\n",
            encoding="utf-8",
        )
        self.display_result = {"file_type": "md", "file_path": summary}
        return OutputModel(
            model=path, accuracy=accuracy, classes=list(model.classes), tabulate_version=version("tabulate")
        )
