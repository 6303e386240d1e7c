"""What a batch means: the newest request of each DAG counts, older ones never win."""

import pytest

from services.git_sync.managed_files import Published, Record
from services.git_sync.plan import Request, plan
from shared.runtime.errors import Rejected
from tests.unit.git_sync.builders import publish, remove


def holding(version: int, source: str) -> dict[str, Published]:
    return {"rain_1": Published(Record("w", version, f"d{version}", removed=False), source.encode())}


REMOVED = {"rain_1": Published(Record("w", 3, None, removed=True))}


def test_a_new_dag_is_written_with_its_record() -> None:
    planned = plan([publish(1)], {}, {})
    assert planned.wanted == holding(1, "v1")


def test_only_the_newest_of_several_versions_is_written() -> None:
    planned = plan([publish(2), publish(3), publish(1)], {}, {})
    assert planned.applied == (publish(3),)
    assert set(planned.superseded) == {publish(1), publish(2)}


def test_an_unchanged_source_keeps_the_older_record() -> None:
    planned = plan([publish(2, "same")], holding(1, "same"), {})
    assert (planned.wanted, planned.unchanged) == ({}, (publish(2, "same"),))


def test_a_version_that_came_back_to_an_older_source_still_beats_the_one_in_between() -> None:
    planned = plan([publish(2)], holding(1, "v1"), seen={"rain_1": 3})
    assert planned.superseded == (publish(2),)


def test_the_same_version_compiled_differently_is_written() -> None:
    assert plan([publish(2, "new compiler")], holding(2, "v2"), {}).applied


@pytest.mark.parametrize("late", [publish(3), publish(2), remove(2)])
def test_nothing_older_comes_back_after_a_removal(late: Request) -> None:
    planned = plan([late], REMOVED, {})
    assert not planned.wanted


def test_a_removal_repeated_is_unchanged() -> None:
    assert plan([remove(3)], REMOVED, {}).unchanged == (remove(3),)


def test_removing_what_was_never_there_leaves_a_tombstone_against_late_versions() -> None:
    assert plan([remove(3)], {}, {}).wanted == REMOVED


def test_a_removal_of_the_version_published_in_the_same_batch_wins() -> None:
    assert plan([remove(3), publish(3)], {}, {}).wanted == REMOVED


@pytest.mark.parametrize("dag_id", ["../evil", "a/b", "", "A", "a.py", "x" * 201, "a\nb", "domino_sentinel"])
def test_an_id_that_is_not_ours_never_becomes_a_path(dag_id: str) -> None:
    with pytest.raises(Rejected):
        plan([publish(1, dag_id=dag_id)], {}, {})
