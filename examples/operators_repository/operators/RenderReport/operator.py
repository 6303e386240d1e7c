import html
import re
from importlib.metadata import version
from pathlib import Path

import markdown
from domino import BaseOperator
from tabulate import tabulate

from ..tables import read_table
from .models import InputModel, OutputModel

PAGE = (Path(__file__).parent / "page.html").read_text(encoding="utf-8")
PLACES = re.compile(r"<p>\[(tables|charts)\]</p>")


class RenderReport(BaseOperator):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        self.logger.info("setting %d tables and %d charts", len(input_data.tables), len(input_data.charts))
        parts = {
            "tables": "".join(table_html(path, input_data.rows_shown) for path in input_data.tables),
            "charts": "".join(f"<figure>{path.read_text(encoding='utf-8')}</figure>" for path in input_data.charts),
        }
        body = markdown.markdown(input_data.text, extensions=["tables", "fenced_code"])
        body = PLACES.sub(lambda place: parts[place[1]], body)
        filled = {"title": html.escape(input_data.title), "body": body}
        page = re.sub(r"\{(title|body)\}", lambda place: filled[place[1]], PAGE)

        report = self.report_path / "report.html"
        report.write_text(page, encoding="utf-8")
        shown = self.results_path / "report.html"
        shown.write_text(page, encoding="utf-8")
        self.display_result = {"file_type": "html", "file_path": shown}
        return OutputModel(report=shown, tabulate_version=version("tabulate"))


def table_html(path: Path, most: int) -> str:
    """A table with a note when it is longer than what is shown."""
    table = read_table(path)
    shown = tabulate(table.rows[:most], headers=table.columns, tablefmt="html")
    left = len(table.rows) - most
    return f"{shown}<p><small>and {left} more rows</small></p>" if left > 0 else str(shown)
