"""What is read of a commit is decided by its listing."""

import pytest

from services.image_builder.git_fetch import Entry, is_ref
from services.image_builder.snapshot import MAX_FILE, MAX_FILES, MAX_TOTAL, problems_of_listing, relevant


def entry(path: str, mode: str = "100644", size: int = 1) -> Entry:
    return Entry(mode, "0" * 40, size, path)


def test_only_what_operators_are_made_of_is_read() -> None:
    paths = [
        "README.md",
        "config.toml",
        "operators/A/operator.py",
        "src/x.py",
        ".github/x.yml",
        ".flowui/m.json",
        "a/config.toml",
    ]
    kept = [kept.path for kept in relevant(map(entry, paths))]
    assert kept == ["config.toml", "operators/A/operator.py", ".flowui/m.json"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (entry("operators/A/metadata.json", mode="120000"), "repository.symbolic_link"),
        (entry("operators/A", mode="160000"), "repository.submodule"),
        (entry("operators/../../etc/x"), "repository.bad_name"),
        (entry("operators//x"), "repository.bad_name"),
        (entry("operators/a\nb"), "repository.bad_name"),
        (entry("operators/a\\b"), "repository.bad_name"),
        (entry("operators/\udcff"), "repository.bad_name"),
        (entry("operators/" + "x" * 500), "repository.bad_name"),
        (entry("operators/A/model.bin", size=MAX_FILE + 1), "repository.file_too_large"),
    ],
)
def test_what_could_do_harm_is_refused(bad: Entry, code: str) -> None:
    assert [problem.code for problem in problems_of_listing((bad,))] == [code]


def test_too_much_is_refused_as_a_whole() -> None:
    many = tuple(entry(f"operators/A/{i}") for i in range(MAX_FILES + 1))
    large = tuple(entry(f"operators/A/{i}", size=MAX_FILE) for i in range(MAX_TOTAL // MAX_FILE + 1))
    assert [p.code for p in problems_of_listing(many)] == ["repository.too_many_files"]
    assert [p.code for p in problems_of_listing(large)] == ["repository.too_large"]


@pytest.mark.parametrize("ref", ["main", "v1.0.0", "release/2.x", "0" * 40, "HEAD", "", "feature/a-b_c"])
def test_refs(ref: str) -> None:
    assert is_ref(ref)


@pytest.mark.parametrize(
    "ref",
    [
        "-u",
        "--upload-pack=x",
        "a..b",
        "a b",
        "a:b",
        "+a",
        "^a",
        "a~1",
        "a*",
        "a\n",
        "/a",
        "a/",
        "a//b",
        "a.lock",
        ".a",
        "a@{1}",
        "$(x)",
        "a" * 300,
    ],
)
def test_not_refs(ref: str) -> None:
    assert not is_ref(ref)
