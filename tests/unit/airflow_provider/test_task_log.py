"""The log of the newest try is always in the same place, and older ones keep their number."""

import logging
from pathlib import Path

import pytest
from domino.storage_layout import task_folder
from domino_airflow.task_log import MIRROR_LIMIT, TaskLog

FOLDER = task_folder("words", "run", "fetch")


def written(root: Path, try_number: int, *chunks: bytes) -> None:
    log = TaskLog(root, FOLDER, try_number, logging.getLogger("airflow.task"))
    for chunk in chunks:
        log.write(chunk)
    log.close()


def test_a_line_is_in_the_file_as_soon_as_it_is_written(tmp_path: Path) -> None:
    log = TaskLog(tmp_path, FOLDER, 1, logging.getLogger("airflow.task"))
    log.write(b"first\n")
    assert (tmp_path / FOLDER.log).read_bytes() == b"first\n"
    log.close()


def test_a_new_try_moves_the_log_of_the_one_before_aside(tmp_path: Path) -> None:
    written(tmp_path, 1, b"one\n")
    written(tmp_path, 2, b"two\n")
    assert (tmp_path / FOLDER.log).read_text() == "two\n"
    assert (tmp_path / FOLDER.older_log(1)).read_text() == "one\n"
    assert (tmp_path / FOLDER.try_file).read_text() == "2"


def test_a_try_that_left_no_log_is_not_blamed_for_an_older_one(tmp_path: Path) -> None:
    written(tmp_path, 1, b"one\n")
    written(tmp_path, 3, b"three\n")
    assert (tmp_path / FOLDER.older_log(1)).read_text() == "one\n"
    assert not (tmp_path / FOLDER.older_log(2)).exists()


def test_the_same_try_started_again_goes_on_in_its_log(tmp_path: Path) -> None:
    written(tmp_path, 1, b"one\n")
    written(tmp_path, 1, b"again\n")
    assert (tmp_path / FOLDER.log).read_text() == "one\nagain\n"


def test_the_outcome_of_an_older_try_does_not_pass_for_this_one(tmp_path: Path) -> None:
    written(tmp_path, 1, b"one\n")
    (tmp_path / FOLDER.outcome_file).write_text("{}")
    written(tmp_path, 2)
    assert not (tmp_path / FOLDER.outcome_file).exists()


def test_a_link_left_by_an_operator_is_not_followed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    target = tmp_path / "elsewhere"
    target.write_text("untouched")
    results = tmp_path / "storage" / FOLDER.results
    results.mkdir(parents=True)
    (results / "log.txt").symlink_to(target)
    (tmp_path / "storage" / FOLDER.try_file).write_text("1")
    written(tmp_path / "storage", 1, b"mine\n")
    assert target.read_text() == "untouched"
    assert "cannot be written" in caplog.text


def test_airflow_gets_a_copy_in_few_records_and_up_to_a_limit(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    written(tmp_path, 1, *[b"0123456789" * 100 + b"\n"] * (MIRROR_LIMIT // 500))
    assert len(caplog.records) < 200
    assert sum(len(record.getMessage()) for record in caplog.records) < MIRROR_LIMIT * 1.1
    assert (tmp_path / FOLDER.log).stat().st_size > MIRROR_LIMIT


def test_secrets_are_masked_in_the_file_and_in_the_copy(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    log = TaskLog(tmp_path, FOLDER, 1, logging.getLogger("airflow.task"))
    log.mask(["hunter22"])
    log.write(b"it is hun")
    log.write(b"ter22.\n")
    log.close()
    assert (tmp_path / FOLDER.log).read_text() == "it is ***.\n"
    assert "hunter22" not in caplog.text
