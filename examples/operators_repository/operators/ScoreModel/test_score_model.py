import pytest
from domino.testing import operator_dry_run


@pytest.fixture
def trained(tmp_path):
    table = operator_dry_run("GenerateTable", {"kind": "flowers"}, output_folder=tmp_path / "made").table
    model = operator_dry_run("TrainModel", {"table": str(table)}, output_folder=tmp_path / "trained").model
    return {"table": str(table), "model": str(model)}


def test_predictions_become_a_column(trained, tmp_path):
    scored = operator_dry_run("ScoreModel", {**trained, "target": "species"}, output_folder=tmp_path)
    assert scored.table.read_text().splitlines()[0].endswith(",prediction")
    assert scored.accuracy > 0.9


def test_nothing_is_compared_without_a_target(trained, tmp_path):
    assert operator_dry_run("ScoreModel", trained, output_folder=tmp_path).accuracy is None
