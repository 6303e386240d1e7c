"""Files in folders of operators are read and written without following what operators may have left there."""

import os
from pathlib import Path

import pytest
from domino.beneath import open_folder, read_file, write_file


@pytest.fixture
def private(tmp_path: Path) -> Path:
    folder = tmp_path / "private"
    folder.mkdir()
    (folder / "file").write_text("private")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "storage"
    (folder / "task").mkdir(parents=True)
    return folder


def test_a_file_is_read_up_to_its_limit(root: Path) -> None:
    (root / "task" / "file").write_text("12345")
    assert read_file(root, "task/file", 5) == b"12345"
    with pytest.raises(OSError, match="too large"):
        read_file(root, "task/file", 4)


@pytest.mark.parametrize("link", ["task/file", "task"])
def test_a_link_is_not_read(root: Path, private: Path, link: str) -> None:
    (root / "task").rmdir() if link == "task" else None
    (root / link).symlink_to(private if link == "task" else private / "file")
    with pytest.raises(OSError, match=r"symbolic|directory"):
        read_file(root, "task/file", 100)


def test_a_pipe_does_not_make_us_wait(root: Path) -> None:
    os.mkfifo(root / "task" / "file")
    assert read_file(root, "task/file", 100) == b""


def test_writing_takes_the_place_of_a_link(root: Path, private: Path) -> None:
    (root / "task" / "file").symlink_to(private / "file")
    write_file(root, "task/file", b"ours")
    assert (root / "task" / "file").read_bytes() == b"ours"
    assert (private / "file").read_text() == "private"
    assert [path.name for path in (root / "task").iterdir()] == ["file"]


def test_a_folder_takes_the_place_of_a_link_when_it_is_made(root: Path, private: Path) -> None:
    (root / "task" / "results").symlink_to(private)
    with pytest.raises(OSError, match=r"directory|symbolic"):
        open_folder(root, "task/results")
    os.close(open_folder(root, "task/results", make=True))
    assert list((root / "task" / "results").iterdir()) == []
    assert (private / "file").exists()
