"""Inside our files ours wins, except against a newer version published by another git_sync."""

import pytest

from services.git_sync.managed_files import Published, Record
from services.git_sync.restoration import restoration

OURS = Published(Record("w", 2, "d2", removed=False), b"ours")
TOMBSTONE = Published(Record("w", 2, None, removed=True))


@pytest.mark.parametrize(
    "found",
    [
        Published(),
        Published(OURS.record, b"edited"),
        Published(OURS.record, None),
        Published(None, b"ours"),
        Published(Record("w", 1, "d1", removed=False), b"older"),
        Published(Record("w", 3, "d3", removed=False), None),
    ],
)
def test_what_others_broke_is_restored(found: Published) -> None:
    assert restoration({"a": OURS}, {"a": found}) == {"a": OURS}


@pytest.mark.parametrize(
    "found",
    [
        OURS,
        Published(Record("w", 3, "d3", removed=False), b"newer"),
        Published(Record("w", 3, None, removed=True)),
        Published(Record("w", 2, "other", removed=False), b"compiled again"),
    ],
)
def test_what_another_git_sync_wrote_is_kept(found: Published) -> None:
    assert restoration({"a": OURS}, {"a": found}) == {}


def test_a_removed_dag_that_came_back_is_removed_again() -> None:
    assert restoration({"a": TOMBSTONE}, {"a": Published(TOMBSTONE.record, b"zombie")}) == {"a": TOMBSTONE}


def test_files_that_we_never_published_are_left_alone() -> None:
    assert restoration({"a": Published(None, b"theirs")}, {}) == {}
