"""Requests become commits on a real remote."""

import json

import pytest

from services.git_sync.plan import Request
from services.git_sync.publication import Publication
from tests.services.git_sync.conftest import MakePublication
from tests.services.git_sync.remote import Remote, git
from tests.unit.git_sync.builders import publish, remove


def test_the_first_publication_fills_an_empty_remote(publication: Publication, remote: Remote) -> None:
    outcome = publication.publish([publish(1)])
    assert outcome.holders == {"rain_1": remote.tip()}
    assert remote.files() == {"dags/domino_sentinel.py", "dags/rain_1.py", "published/rain_1.json"}
    assert remote.show("dags/rain_1.py") == "v1"
    record = json.loads(remote.show("published/rain_1.json"))
    assert record == {"workflow_id": "w", "version": 1, "digest": "d1", "removed": False}


def test_a_hundred_waiting_workflows_are_one_commit(publication: Publication, remote: Remote) -> None:
    publication.publish([publish(1, dag_id=f"flow_{i}") for i in range(100)])
    assert remote.history() == ["Publish 100 workflows"]
    assert len(remote.files()) == 201


def test_unchanged_source_makes_no_commit_and_names_the_one_that_holds_it(
    publication: Publication, another: MakePublication, remote: Remote
) -> None:
    publication.publish([publish(1, "same")])
    first = remote.tip()
    publication.publish([publish(1, dag_id="wind_3")])
    for knowing in (publication, another()):
        outcome = knowing.publish([publish(2, "same")])
        assert (outcome.commit, outcome.holders) == (None, {"rain_1": first})
    assert len(remote.history()) == 2


def test_the_author_saved_it_and_the_platform_committed_it(publication: Publication, remote: Remote) -> None:
    publication.publish([publish(1)])
    shown = git("log", "-1", "--format=%an <%ae> %at %cn %ct", "main", cwd=remote.path)
    moment = int(publish(1).saved_at.timestamp())
    assert shown == f"Ada <ada@example.org> {moment} Domino {moment}"
    assert remote.trailers() == ["w v1"]


def test_equal_requests_on_an_equal_parent_give_the_same_commit(
    publication: Publication, another: MakePublication, remote: Remote
) -> None:
    first = publication.publish([publish(1), publish(1, dag_id="wind_3")]).commit
    git("update-ref", "-d", "refs/heads/main", cwd=remote.path)
    assert another().publish([publish(1, dag_id="wind_3"), publish(1)]).commit == first


@pytest.mark.parametrize("late", [publish(1), publish(2), remove(1)])
def test_a_late_older_version_changes_nothing(another: MakePublication, remote: Remote, late: Request) -> None:
    another().publish([publish(3)])
    tip = remote.tip()
    outcome = another().publish([late])
    assert outcome.plan.superseded == (late,)
    assert remote.tip() == tip


def test_a_removed_workflow_stays_removed_when_an_old_version_arrives(another: MakePublication, remote: Remote) -> None:
    publication = another()
    publication.publish([publish(2)])
    removed = publication.publish([remove(2)])
    assert removed.holders == {"rain_1": remote.tip()}
    another().publish([publish(2)])
    assert remote.files() == {"dags/domino_sentinel.py", "published/rain_1.json"}
    assert json.loads(remote.show("published/rain_1.json"))["removed"] is True
    assert another().publish([remove(2)]).commit is None


def test_starting_puts_the_sentinel_there(publication: Publication, remote: Remote) -> None:
    publication.mend()
    publication.mend()
    assert remote.files() == {"dags/domino_sentinel.py"}
    assert remote.history() == ["Keep the sentinel DAG"]
