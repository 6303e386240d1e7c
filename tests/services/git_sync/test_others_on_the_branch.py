"""Other people and other processes write to the main branch too; nothing of theirs or ours is lost."""

import shutil
from concurrent.futures import ThreadPoolExecutor

from services.git_sync.publication import Publication
from tests.services.git_sync.conftest import MakePublication
from tests.services.git_sync.remote import Remote, git
from tests.unit.git_sync.builders import publish, remove


def test_foreign_commits_are_kept_and_built_upon(publication: Publication, remote: Remote) -> None:
    publication.publish([publish(1)])
    remote.somebody_pushes({"README.md": "hello", "dags/their_own.py": "theirs"})
    publication.publish([publish(2)])
    assert remote.history() == ["Publish Rain, version 1", "Change things by hand", "Publish Rain, version 2"]
    assert (remote.show("README.md"), remote.show("dags/their_own.py")) == ("hello", "theirs")


def test_our_files_changed_by_others_are_put_back(publication: Publication, remote: Remote) -> None:
    publication.publish([publish(1), publish(1, dag_id="wind_3"), remove(1, "snow_2")])
    remote.somebody_pushes(
        {
            "dags/rain_1.py": "edited",
            "dags/wind_3.py": None,
            "dags/snow_2.py": "zombie",
            "dags/domino_sentinel.py": None,
            "README.md": "hello",
        }
    )
    publication.mend()
    assert (remote.show("dags/rain_1.py"), remote.show("dags/wind_3.py")) == ("v1", "v1")
    assert "dags/snow_2.py" not in remote.files()
    assert "dags/domino_sentinel.py" in remote.files()
    assert remote.show("README.md") == "hello"
    assert remote.history()[-1] == "Restore 3 workflows changed by others"
    assert remote.trailers() == ["w v1", "w v1"]


def test_a_rewritten_history_gets_our_files_again_without_force(publication: Publication, remote: Remote) -> None:
    publication.publish([publish(1), publish(1, dag_id="wind_3")])
    theirs = remote.somebody_pushes({"unrelated.txt": "new start"}, rewrite=True)
    publication.publish([publish(2)])
    assert git("rev-parse", "main~1", cwd=remote.path) == theirs
    assert (remote.show("dags/rain_1.py"), remote.show("dags/wind_3.py")) == ("v2", "v1")
    assert remote.show("unrelated.txt") == "new start"


def test_a_remote_made_anew_and_empty_is_filled_in_one_commit(publication: Publication, remote: Remote) -> None:
    publication.publish([publish(1)])
    publication.publish([publish(1, dag_id="wind_3")])
    files = remote.files()
    shutil.rmtree(remote.path)
    remote.create()
    publication.mend()
    assert remote.files() == files
    assert remote.history() == ["Restore 2 workflows changed by others"]


def test_a_branch_moved_back_is_moved_forward_again(publication: Publication, remote: Remote) -> None:
    publication.publish([publish(1)])
    old = remote.tip()
    publication.publish([publish(2)])
    git("update-ref", "refs/heads/main", old, cwd=remote.path)
    publication.mend()
    assert remote.show("dags/rain_1.py") == "v2"


def test_two_processes_share_the_branch_and_its_history_stays_linear(another: MakePublication, remote: Remote) -> None:
    def publish_ten(name: str, publication: Publication) -> None:
        for version in range(1, 11):
            publication.publish([publish(version, dag_id=name)])

    one, two = another(), another()
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(publish_ten, "rain_1", one), threads.submit(publish_ten, "wind_3", two)]:
            done.result()
    assert (remote.show("dags/rain_1.py"), remote.show("dags/wind_3.py")) == ("v10", "v10")
    assert sorted(remote.trailers()) == sorted([f"w v{v}" for v in range(1, 11)] * 2)
    assert git("rev-list", "--min-parents=2", "main", cwd=remote.path) == ""


def test_a_newer_version_from_another_process_is_not_undone(another: MakePublication, remote: Remote) -> None:
    one, two = another(), another()
    one.publish([publish(1)])
    two.publish([publish(2)])
    one.mend()
    assert remote.show("dags/rain_1.py") == "v2"
