from domino.testing import operator_dry_run


def test_it_waits_at_least_as_long_as_asked(tmp_path):
    assert operator_dry_run("Wait", {"seconds": 0.05}, output_folder=tmp_path).waited_seconds >= 0.05


def test_no_time_is_no_wait(tmp_path):
    assert operator_dry_run("Wait", {"seconds": 0}, output_folder=tmp_path).waited_seconds < 1
