from xml.etree import ElementTree

import pytest
from domino.testing import operator_dry_run


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("day,warmth\n<Mon>,1\nTue,-2\nWed,\n")
    return str(path)


@pytest.mark.parametrize(("kind", "mark"), [("line", "polyline"), ("bar", "rect"), ("scatter", "circle")])
def test_a_chart_is_well_formed_svg(table, kind, mark, tmp_path):
    inputs = {"table": table, "kind": kind, "x": "day", "y": "warmth"}
    drawn = operator_dry_run("PlotTable", inputs, output_folder=tmp_path)
    root = ElementTree.fromstring(drawn.chart.read_text())
    assert root.findall(f".//{{http://www.w3.org/2000/svg}}{mark}")
    assert drawn.points == 2


def test_a_column_without_numbers_is_refused(table, tmp_path):
    with pytest.raises(ValueError, match="no numbers"):
        operator_dry_run("PlotTable", {"table": table, "x": "warmth", "y": "day"}, output_folder=tmp_path)
