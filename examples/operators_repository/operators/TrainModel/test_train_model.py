import pytest
from domino.testing import operator_dry_run


@pytest.fixture
def flowers(tmp_path):
    made = operator_dry_run("GenerateTable", {"kind": "flowers", "rows": 150}, output_folder=tmp_path / "made")
    return str(made.table)


@pytest.mark.parametrize("standardise", [True, False])
def test_flowers_are_told_apart(flowers, standardise, tmp_path):
    inputs = {"table": flowers, "standardise": standardise, "steps": 500, "learning_rate": 0.3}
    trained = operator_dry_run("TrainModel", inputs, output_folder=tmp_path)
    assert trained.accuracy > 0.9
    assert trained.classes == ["daisy", "lily", "tulip"]
    assert trained.tabulate_version


def test_a_feature_of_words_is_refused(flowers, tmp_path):
    with pytest.raises(ValueError, match="no number in line 2"):
        operator_dry_run("TrainModel", {"table": flowers, "features": ["species"]}, output_folder=tmp_path)
