import pytest
from domino.testing import operator_dry_run


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("units,price\n2,1.5\n3,0\n")
    return str(path)


def last_column(made):
    return [line.rsplit(",", 1)[1] for line in made.table.read_text().splitlines()]


@pytest.mark.parametrize(
    ("operation", "right", "cells"),
    [
        ("times", "price", ["3", "0"]),
        ("divided by", "price", ["1.33333", ""]),
        ("plus", "0", ["2", "3"]),
        ("joined with", " pieces", ["2 pieces", "3 pieces"]),
    ],
)
def test_a_column_is_computed(table, operation, right, cells, tmp_path):
    column = {"name": "new", "left": "units", "operation": operation, "right": right}
    made = operator_dry_run("AddColumns", {"table": table, "columns": [column]}, output_folder=tmp_path)
    assert last_column(made) == ["new", *cells]


def test_a_later_column_may_use_an_earlier_one(table, tmp_path):
    columns = [
        {"name": "total", "left": "units", "operation": "times", "right": "price"},
        {"name": "double", "left": "total", "operation": "times", "right": "2", "decimals": 1},
    ]
    made = operator_dry_run("AddColumns", {"table": table, "columns": columns}, output_folder=tmp_path)
    assert last_column(made) == ["double", "6.0", "0.0"]


def test_a_column_that_is_there_is_not_overwritten(table, tmp_path):
    column = {"name": "price", "left": "units", "right": "1"}
    with pytest.raises(ValueError, match="already has"):
        operator_dry_run("AddColumns", {"table": table, "columns": [column]}, output_folder=tmp_path)
