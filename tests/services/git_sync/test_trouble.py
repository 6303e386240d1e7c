"""A remote that refuses or is away, and a clone that is broken."""

from pathlib import Path

import pytest

from services.git_sync.errors import RemoteTrouble
from services.git_sync.publication import Publication
from services.git_sync.remote_pause import RemotePause
from tests.services.git_sync.conftest import MakePublication
from tests.services.git_sync.remote import Remote
from tests.unit.git_sync.builders import publish


def over(publication: Publication) -> None:
    """The pause after a failure is over."""
    publication.pause = RemotePause()


def test_a_refused_push_says_what_the_hook_said_and_works_once_allowed(
    publication: Publication, remote: Remote
) -> None:
    remote.hook("echo 'Freeze until Monday.' >&2; exit 1")
    with pytest.raises(RemoteTrouble, match=r"^The workflows repository refused the push: Freeze until Monday\.$"):
        publication.publish([publish(1)])
    remote.hook(None)
    over(publication)
    publication.publish([publish(1)])
    assert remote.history() == ["Publish Rain, version 1"]


def test_a_remote_that_is_away_is_named_without_its_address(publication: Publication, remote: Remote) -> None:
    publication.publish([publish(1)])
    away = remote.path.rename(remote.path.with_suffix(".away"))
    with pytest.raises(RemoteTrouble) as trouble:
        publication.publish([publish(2)])
    assert str(remote.path) not in str(trouble.value)
    away.rename(remote.path)
    over(publication)
    publication.publish([publish(2)])
    assert remote.trailers() == ["w v1", "w v2"]


def test_after_a_failure_the_remote_is_left_alone_for_a_moment(publication: Publication, remote: Remote) -> None:
    remote.hook("echo called >> calls; exit 1")
    for _ in range(3):
        with pytest.raises(RemoteTrouble):
            publication.publish([publish(1)])
    assert (remote.path / "calls").read_text() == "called\n"


def test_a_damaged_clone_is_made_again(another: MakePublication, remote: Remote, tmp_path: Path) -> None:
    publication = another()
    publication.publish([publish(1)])
    for item in (tmp_path / "work" / "clone-0" / "objects").rglob("*"):
        if item.is_file():
            item.unlink()
    publication.publish([publish(2)])
    assert remote.trailers() == ["w v1", "w v2"]


def test_leftover_locks_of_a_dead_process_do_not_stop_the_next(
    another: MakePublication, remote: Remote, tmp_path: Path
) -> None:
    another().publish([publish(1)])
    clone = tmp_path / "work" / "clone-1"
    another().publish([publish(2)])
    for name in ("packed-refs.lock", "refs/domino/agreed.lock", "refs/domino/candidate.lock"):
        (clone / name).touch()
    (tmp_path / "work" / "clone-1.owner").unlink()  # as if its owner had died
    next_one = another()
    next_one.publish([publish(3)])
    assert remote.trailers() == ["w v1", "w v2", "w v3"]
    assert not list(clone.rglob("*.lock"))
