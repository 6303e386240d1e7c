import pytest
from domino.testing import operator_dry_run


@pytest.mark.parametrize("kind", ["sales", "weather", "flowers"])
def test_a_table_has_a_header_and_the_rows_asked_for(kind, tmp_path):
    made = operator_dry_run("GenerateTable", {"kind": kind, "rows": 5}, output_folder=tmp_path)
    lines = made.table.read_text().splitlines()
    assert lines[0] == ",".join(made.columns)
    assert len(lines) == 6


def test_the_same_seed_gives_the_same_table(tmp_path):
    first = operator_dry_run("GenerateTable", {"rows": 20, "seed": 3}, output_folder=tmp_path / "first")
    second = operator_dry_run("GenerateTable", {"rows": 20, "seed": 3}, output_folder=tmp_path / "second")
    other = operator_dry_run("GenerateTable", {"rows": 20, "seed": 4}, output_folder=tmp_path / "other")
    assert first.table.read_bytes() == second.table.read_bytes() != other.table.read_bytes()


def test_no_rows_are_refused(tmp_path):
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        operator_dry_run("GenerateTable", {"rows": 0}, output_folder=tmp_path)
