import pytest
from domino.testing import operator_dry_run


def test_it_fails_with_its_message(tmp_path):
    with pytest.raises(Exception, match="for a test"):
        operator_dry_run("FailOnPurpose", {"message": "for a test"}, output_folder=tmp_path)


def test_the_first_try_after_the_last_failing_one_succeeds(tmp_path):
    assert operator_dry_run("FailOnPurpose", {"fail_until_try": 0}, output_folder=tmp_path).try_number == 1


def test_the_first_try_fails_when_it_should(tmp_path):
    with pytest.raises(Exception, match="meant to fail"):
        operator_dry_run("FailOnPurpose", {"fail_until_try": 1}, output_folder=tmp_path)
