"""A task's folders work as text and as paths."""

import copy
import os
import pickle
from pathlib import Path

from domino.task_path import TaskPath
from pydantic import BaseModel


class Model(BaseModel):
    text: str
    path: Path


def test_it_is_text() -> None:
    path = TaskPath("/a/b")
    assert path + "/c" == "/a/b/c"
    assert f"{path}/c" == "/a/b/c"
    assert path.endswith("/b")
    assert isinstance(path, str)


def test_it_is_a_path(tmp_path: Path) -> None:
    path = TaskPath(tmp_path) / "a" / "b.txt"
    path.parent.mkdir()
    path.write_text("c")
    assert (path.name, path.suffix, path.exists()) == ("b.txt", ".txt", True)
    assert Path(path) == tmp_path / "a" / "b.txt"
    assert os.fspath(path) == str(tmp_path / "a" / "b.txt")
    assert [type(found) for found in TaskPath(tmp_path).iterdir()] == [type(tmp_path)]


def test_it_fits_fields_of_both_types() -> None:
    path = TaskPath("/a") / "b"
    assert Model(text=path, path=path).model_dump_json() == '{"text":"/a/b","path":"/a/b"}'


def test_it_can_be_copied_and_pickled() -> None:
    path = TaskPath("/a")
    assert copy.deepcopy(path) == pickle.loads(pickle.dumps(path)) == path  # noqa: S301 - our own bytes
