"""An environment is found by the digest of its image, or the sentence says what to do."""

import json
from pathlib import Path

import pytest
from domino_airflow.environment import find_environment
from domino_airflow.runtime import CannotRunError


def test_the_digest_of_the_image_names_the_folder(tmp_path: Path) -> None:
    (tmp_path / "0123456789abcdef").mkdir()
    document = {"image": "x", "python": "/e/bin/python", "repository_root": "/r", "operators": []}
    (tmp_path / "0123456789abcdef" / "environment.json").write_text(json.dumps(document))
    found = find_environment(tmp_path, "examples-group0:0123456789abcdef")
    assert (found.python, found.repository_root) == ("/e/bin/python", "/r")


@pytest.mark.parametrize("image", ["x:../../etc", "x:", "x", "x:ABCDEF0123", "x:0123456789abcdef/.."])
def test_a_name_that_is_no_digest_reaches_no_folder(tmp_path: Path, image: str) -> None:
    with pytest.raises(CannotRunError, match="save the workflow again"):
        find_environment(tmp_path, image)


def test_a_missing_environment_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "0123456789abcdef").mkdir()
    with pytest.raises(CannotRunError, match=r"x:0123456789abcdef is not on this machine: open .* build it again"):
        find_environment(tmp_path, "x:0123456789abcdef")


def test_a_damaged_environment_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "0123456789abcdef").mkdir()
    (tmp_path / "0123456789abcdef" / "environment.json").write_text("{}")
    with pytest.raises(CannotRunError, match="damaged"):
        find_environment(tmp_path, "x:0123456789abcdef")
