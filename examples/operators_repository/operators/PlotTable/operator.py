from domino import BaseOperator

from ..tables import number, read_table
from .chart import Point, draw
from .models import InputModel, OutputModel


class PlotTable(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        table = read_table(input_data.table)
        labels, heights = table.values(input_data.x), [number(cell) for cell in table.values(input_data.y)]
        points = tuple(
            Point(label, height) for label, height in zip(labels, heights, strict=True) if height is not None
        )
        if not points:
            raise ValueError(f'The column "{input_data.y}" has no numbers to draw.')
        if len(points) < len(table.rows):
            self.logger.warning("%d rows without a number are left out", len(table.rows) - len(points))
        title = input_data.title or f"{input_data.y} by {input_data.x}"
        look = input_data.look
        chart = self.results_path / "chart.svg"
        chart.write_text(draw(points, input_data.kind, title, look.width, look.height, look.colour), encoding="utf-8")
        self.logger.info("drew %d points as a %s chart", len(points), input_data.kind)
        self.display_result = {"file_type": "svg", "file_path": chart}
        return OutputModel(chart=chart, points=len(points))
