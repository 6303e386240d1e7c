"""The example repository is the same commit on every machine."""

from pathlib import Path

import pytest

from deploy.local.examples import OPERATORS, make_repository
from deploy.local.git import git


def test_two_machines_make_the_same_commit(tmp_path: Path) -> None:
    commits = set()
    for name in ("one", "another"):
        tag = make_repository(tmp_path / name)
        commits.add(git(tmp_path / name, "rev-parse", f"refs/tags/{tag}"))
    assert len(commits) == 1


def test_it_holds_the_tree_without_what_running_it_leaves(tmp_path: Path) -> None:
    tag = make_repository(tmp_path / "examples.git")
    files = set(git(tmp_path / "examples.git", "ls-tree", "-r", "--name-only", tag).splitlines())
    assert "config.toml" in files
    assert not [name for name in files if "cache" in name]
    sources = {str(path.relative_to(OPERATORS)) for path in OPERATORS.glob("operators/*/*.py")}
    assert sources <= files


def test_it_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "examples.git"
    assert make_repository(path) == make_repository(path)


def test_the_callers_own_git_settings_have_no_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = make_repository(tmp_path / "one")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody else")
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    make_repository(tmp_path / "another")
    assert git(tmp_path / "one", "rev-parse", tag) == git(tmp_path / "another", "rev-parse", tag)
