import pytest
from domino.testing import operator_dry_run


def test_a_text_becomes_a_table(tmp_path):
    read = operator_dry_run("ReadTable", {"text": "a;b\n1;2\n", "separator": ";"}, output_folder=tmp_path)
    assert read.columns == ["a", "b"]
    assert read.table.read_text() == "a,b\n1,2\n"


def test_a_file_becomes_a_table(tmp_path):
    (tmp_path / "given.csv").write_text("a,b\n1,2\n3,4\n")
    assert operator_dry_run("ReadTable", {"file": str(tmp_path / "given.csv")}, output_folder=tmp_path).rows == 2


def test_a_short_line_is_named(tmp_path):
    with pytest.raises(ValueError, match="Line 3 has 1 values"):
        operator_dry_run("ReadTable", {"text": "a,b\n1,2\n3\n"}, output_folder=tmp_path)


def test_a_file_and_a_text_together_are_refused(tmp_path):
    with pytest.raises(ValueError, match="either a file or a text"):
        operator_dry_run("ReadTable", {"text": "a", "file": "/a.csv"}, output_folder=tmp_path)
