import pytest
from domino.testing import operator_dry_run


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("name,age\nAda,9\nBo,10\nCy,30\n")
    return str(path)


@pytest.mark.parametrize(
    ("column", "comparison", "value", "names"),
    [
        ("age", "greater", "9", ["Bo", "Cy"]),
        ("age", "at most", "10", ["Ada", "Bo"]),
        ("age", "equals", "9.0", ["Ada"]),
        ("name", "differs", "Bo", ["Ada", "Cy"]),
        ("name", "contains", "d", ["Ada"]),
        ("name", "equals", "", []),
    ],
)
def test_rows_are_kept_by_comparison(table, column, comparison, value, names, tmp_path):
    inputs = {"table": table, "column": column, "comparison": comparison, "value": value}
    kept = operator_dry_run("FilterRows", inputs, output_folder=tmp_path)
    lines = kept.table.read_text().splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == names
    assert kept.rows + kept.left_out == 3


def test_at_most_so_many_rows_are_kept(table, tmp_path):
    inputs = {"table": table, "column": "age", "comparison": "greater", "value": "0", "most_rows": 1}
    assert operator_dry_run("FilterRows", inputs, output_folder=tmp_path).rows == 1


def test_an_unknown_column_is_named_with_those_there_are(table, tmp_path):
    with pytest.raises(ValueError, match='no column "size"; the table has name, age'):
        operator_dry_run("FilterRows", {"table": table, "column": "size"}, output_folder=tmp_path)
