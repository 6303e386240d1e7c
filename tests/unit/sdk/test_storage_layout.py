"""Task runs never share a folder, and every folder name is safe on a file system and in an S3 key."""

import re

import pytest
from domino.storage_layout import LONGEST_NAME, folder_name, is_log_name, older_log_name, run_folder, task_folder
from hypothesis import given
from hypothesis import strategies as st

SAFE = re.compile(r"[A-Za-z0-9_.-]+")


def test_the_layout_is_that_of_the_founding_description() -> None:
    folder = task_folder("sales_1a2b3c4d", "run__6f1c", "fetch")
    assert folder.path == "sales_1a2b3c4d/run__6f1c/fetch"
    assert folder.log == "sales_1a2b3c4d/run__6f1c/fetch/results/log.txt"
    assert folder.older_log(1) == "sales_1a2b3c4d/run__6f1c/fetch/results/log.try1.txt"
    assert folder.report == "sales_1a2b3c4d/run__6f1c/fetch/report"
    assert folder.outputs_file == "sales_1a2b3c4d/run__6f1c/fetch/xcom_out/xcom_out.json"
    assert folder.outcome_file == "sales_1a2b3c4d/run__6f1c/fetch/outcome.json"


def test_a_mapped_task_run_lies_one_level_deeper() -> None:
    assert task_folder("d", "r", "t", 0).path == "d/r/t/0"
    assert task_folder("d", "r", "t", -1) == task_folder("d", "r", "t", None) == task_folder("d", "r", "t")
    with pytest.raises(ValueError, match="map index"):
        task_folder("d", "r", "t", -2)


def test_a_scheduled_run_has_a_readable_folder() -> None:
    assert folder_name("scheduled__2026-11-22T00:00:00+00:00") == "scheduled__2026-11-22T00.3A00.3A00.2B00.3A00"


@given(st.text(min_size=1), st.text(min_size=1))
def test_different_ids_have_different_safe_names(first: str, second: str) -> None:
    names = folder_name(first), folder_name(second)
    assert (names[0] == names[1]) == (first == second)
    for name in names:
        assert SAFE.fullmatch(name)
        assert len(name) <= LONGEST_NAME
        assert name not in (".", "..")


@given(st.text(alphabet="a:", min_size=150, max_size=300), st.text(alphabet="a:", min_size=150, max_size=300))
def test_long_ids_stay_apart_too(first: str, second: str) -> None:
    assert (folder_name(first) == folder_name(second)) == (first == second)
    assert len(folder_name(first)) <= LONGEST_NAME


def test_an_id_cannot_leave_its_folder() -> None:
    assert run_folder("../..", "a/../b") == ".2E.2E.2F.2E.2E/a.2F.2E.2E.2Fb"
    with pytest.raises(ValueError, match="empty"):
        folder_name("")


@pytest.mark.parametrize("name", ["log.txt", older_log_name(1), older_log_name(12)])
def test_logs_are_told_from_results(name: str) -> None:
    assert is_log_name(name)
    assert not is_log_name(f"my{name}")
    assert not is_log_name("log.tryout.txt")
