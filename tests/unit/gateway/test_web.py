"""Limits, cursors, matching, addresses: the small rules of the edge."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.api_gateway.errors import Invalid, MatchRequired, Stale, TooMany
from services.api_gateway.ids import new_dag_id, run_id_of
from services.api_gateway.repositories.urls import check_url
from services.api_gateway.web.limits import Limiter
from services.api_gateway.web.matching import check_match
from services.api_gateway.web.paging import Paging, encode
from services.api_gateway.workflows.difference import difference


def test_a_limiter_lets_a_burst_through_and_then_names_the_wait() -> None:
    now = 0.0
    limiter = Limiter(6, clock=lambda: now)
    for _ in range(6):
        limiter.check("ada")
    with pytest.raises(TooMany) as refusal:
        limiter.check("ada")
    assert refusal.value.headers["Retry-After"] == "10"
    limiter.check("bob")
    now = 10.0
    limiter.check("ada")


@pytest.mark.parametrize("header", ['"3"', "3", 'W/"3"', '"1", "3"', "*"])
def test_a_matching_version_may_be_saved_over(header: str) -> None:
    check_match(header, 3)


def test_another_version_may_not() -> None:
    with pytest.raises(Stale):
        check_match('"2"', 3)
    with pytest.raises(MatchRequired):
        check_match(None, 3)


@given(st.text(max_size=60))
def test_no_cursor_breaks_a_list(cursor: str) -> None:
    try:
        Paging(10, cursor)
    except Invalid as refusal:
        assert refusal.status == 422  # noqa: PT017 - most texts are no cursors


def test_a_cursor_comes_back() -> None:
    moment = datetime(2026, 11, 22, tzinfo=UTC)
    assert Paging(10, encode((moment, "id"))).after == [moment.isoformat(), "id"]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x.git",
        "ssh://git@example.org/x",
        "git@example.org:x.git",
        "ext::sh -c id",
        "file:///etc",
        "/etc",
        "https://user:token@example.org/x.git",
        "https://",
        "https://exa mple.org/x",
        "https://example.org/\r\nx",
        "-uX",
        "https://[::1/x",
    ],
)
def test_addresses_that_are_not_asked_for(url: str) -> None:
    with pytest.raises(Invalid):
        check_url(url, allow_local=False)


def test_local_paths_only_where_they_are_allowed() -> None:
    check_url("/srv/examples.git", allow_local=True)
    check_url("https://example.org/x.git", allow_local=False)


@given(st.text(max_size=100))
def test_dag_ids_are_plain_whatever_the_name(name: str) -> None:
    dag_id = new_dag_id(name)
    assert dag_id.isascii()
    assert set(dag_id) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")
    assert dag_id != new_dag_id(name)


def test_runs_that_airflow_starts_have_one_id() -> None:
    assert run_id_of("d", "scheduled__1") == run_id_of("d", "scheduled__1") != run_id_of("e", "scheduled__1")
    assert run_id_of("d", "run__00000000-0000-4000-8000-000000000001") == "00000000-0000-4000-8000-000000000001"


def test_a_difference_names_tasks_and_values() -> None:
    before = {"tasks": {"a": {"inputs": {"x": 1}}, "b": {}}, "layout": {"nodes": {}}}
    after = {"tasks": {"a": {"inputs": {"x": True}}, "c": {}}, "layout": {"nodes": {"a": {}}}}
    found = difference(1, 2, before, after)
    assert (found.added_tasks, found.removed_tasks, found.changed_tasks) == (["c"], ["b"], ["a"])
    assert [(change.kind, change.path) for change in found.changes] == [
        ("changed", "/tasks/a/inputs/x"),
        ("removed", "/tasks/b"),
        ("added", "/tasks/c"),
    ]
