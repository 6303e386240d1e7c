"""Nothing outside a task's own folder can be read, whatever the path says and whatever lies in the folder."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.api_gateway.runs.files import log_names, whole_characters
from services.api_gateway.runs.storage import Storage, safe_parts

FOLDER = "dag/run/task/results"
HOSTILE = [
    "..",
    "../secret.txt",
    "a/../../secret.txt",
    "a/../../../../../../../etc/passwd",
    "/etc/passwd",
    "//etc/passwd",
    "a//b",
    "./a",
    ".",
    "",
    "a/",
    "a\0b",
    "..\\secret.txt",
    "a/..",
    "x" * 300,
    "link",
    "linked/secret.txt",
    "pipe",
    "dir",
    "\ud800",
]


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    root = tmp_path / "storage"
    results = root / FOLDER
    (results / "dir").mkdir(parents=True)
    (results / "plot.txt").write_text("fine")
    (results / "dir" / "inner.txt").write_text("fine too")
    (root / "dag" / "run" / "task" / "secret.txt").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    (results / "link").symlink_to(tmp_path / "secret.txt")
    (results / "linked").symlink_to(tmp_path)
    os.mkfifo(results / "pipe")
    return Storage(root)


@pytest.mark.parametrize("path", HOSTILE)
async def test_hostile_paths_find_nothing(storage: Storage, path: str) -> None:
    assert await storage.open(FOLDER, path) is None


async def test_files_inside_are_read(storage: Storage) -> None:
    file = await storage.open(FOLDER, "dir/inner.txt")
    assert file is not None
    assert b"".join([chunk async for chunk in file.stream()]) == b"fine too"


async def test_listing_shows_regular_files_alone(storage: Storage) -> None:
    assert [file.path for file in await storage.list(FOLDER)] == ["dir/inner.txt", "plot.txt"]


async def test_a_folder_that_is_not_there_lists_nothing(storage: Storage) -> None:
    assert await storage.list("dag/other/task/results") == []


@given(st.text(max_size=40))
def test_safe_parts_never_climb(path: str) -> None:
    parts = safe_parts(path)
    if parts is not None:
        assert not {"", ".", ".."} & set(parts)
        assert "/".join(parts) == path


@pytest.mark.parametrize(
    ("newest", "wanted", "names"),
    [
        (3, None, ("log.txt",)),
        (3, 3, ("log.txt",)),
        (3, 2, ("log.try2.txt", "log.txt")),
        (3, 1, ("log.try1.txt",)),
        (3, 4, ()),
    ],
)
def test_where_the_log_of_a_try_is(newest: int, wanted: int | None, names: tuple[str, ...]) -> None:
    assert log_names(newest, wanted) == names


@given(st.text(max_size=20), st.integers(min_value=0, max_value=80))
def test_a_log_is_never_cut_inside_a_character(text: str, cut: int) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    try:
        raw.decode()
    except UnicodeDecodeError:
        return
    part = whole_characters(raw[:cut])
    assert raw.startswith(part)
    part.decode()
    assert len(raw[:cut]) - len(part) < 4
