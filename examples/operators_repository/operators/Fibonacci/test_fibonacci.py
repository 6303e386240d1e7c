import pytest
from domino.testing import operator_dry_run


@pytest.mark.parametrize(("n", "number"), [(0, 0), (1, 1), (10, 55)])
def test_the_number_is_right(n, number, tmp_path):
    assert operator_dry_run("Fibonacci", {"n": n}, output_folder=tmp_path).number == number
