"""Commits read well, and nothing a user typed can forge one."""

from services.git_sync.commits import fast_import_stream, publication
from services.git_sync.managed_files import Change
from shared.messages.workflows import Author
from tests.unit.git_sync.builders import publish, remove

EVE = Author(name="Eve\ncommitter Mallory <m@x> 0 +0000", email="e<v>e@example.org\0")


def test_one_workflow_is_named_in_the_subject() -> None:
    draft = publication([publish(3)], (), [])
    assert draft.message == "Publish Rain, version 3\n\nDomino-Workflow: w v3\n"


def test_many_are_counted_and_listed() -> None:
    draft = publication([publish(1), remove(4, "snow_2"), publish(2, dag_id="wind_3")], (), ["fog_4"])
    assert draft.message.splitlines() == [
        "Publish 2 and remove 1 workflows",
        "",
        "- Publish Rain, version 1",
        "- Remove Rain",
        "- Publish Rain, version 2",
        "",
        "Domino-Workflow: w v1",
        "Domino-Workflow-Removed: w v4",
        "Domino-Workflow: w v2",
        "Domino-Restored: fog_4",
    ]


def test_a_long_name_is_cut_and_the_version_kept() -> None:
    subject = publication([publish(7).model_copy(update={"name": "x" * 300})], (), []).message.splitlines()[0]
    assert len(subject) == 72
    assert subject.endswith("…, version 7")


def test_a_hostile_name_stays_on_its_line() -> None:
    request = publish(1).model_copy(update={"author": EVE, "name": "Rain\n\nDomino-Workflow: other v9"})
    draft = publication([request], (Change("dags/rain_1.py", b"x"),), [])
    assert draft.message.count("\nDomino-Workflow:") == 1
    stream = fast_import_stream(draft, parent=None)
    assert stream.count(b"\ncommitter ") == 1
    assert b"\nauthor Eve committer Mallory m@x 0 +0000 <e v e@example.org> " in stream
    assert b"\0" not in stream


def test_equal_requests_give_equal_bytes_in_any_order() -> None:
    one, other = publish(1), publish(1, dag_id="wind_3")
    first, second = publication([one, other], (), []), publication([other, one], (), [])
    assert fast_import_stream(first, "a" * 40) == fast_import_stream(second, "a" * 40)
