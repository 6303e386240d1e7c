"""Publishing with real Git: a version is a tag that nothing changes any more."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from domino.command_line import main

CONFIGURATION = '[repository]\nREPOSITORY_NAME = "tools"\nVERSION = "{version}"\n'
IDENTITY = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


@dataclass(frozen=True)
class Checkout:
    """A repository with one operator, and the remote it is pushed to."""

    root: Path
    remote: Path

    def git(self, *arguments: str, where: Path | None = None) -> str:
        done = subprocess.run(["git", *arguments], cwd=where or self.root, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self, version: str) -> str:
        (self.root / "config.toml").write_text(CONFIGURATION.format(version=version))
        assert main(["organize", str(self.root)]) == 0
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", f"Version {version}")
        return self.git("rev-parse", "HEAD")

    def publish(self, *arguments: str) -> int:
        return main(["publish", "-C", str(self.root), *arguments])

    def published(self) -> dict[str, str]:
        """Versions of the remote, with their commits."""
        tags = self.git("tag", "--list", where=self.remote).splitlines()
        return {tag: self.git("rev-parse", f"{tag}^{{commit}}", where=self.remote) for tag in tags}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    checkout = Checkout(tmp_path / "checkout", tmp_path / "remote.git")
    assert main(["repository", "new", str(checkout.root)]) == 0
    assert main(["operator", "new", "CountWords", "-C", str(checkout.root)]) == 0
    subprocess.run(["git", "init", "--quiet", "--bare", str(checkout.remote)], check=True)
    checkout.git("remote", "add", "origin", str(checkout.remote))
    return checkout


def test_a_version_is_published_once_and_never_changes(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    first = checkout.commit("1.0")
    assert checkout.publish() == 0
    assert checkout.published() == {"1.0": first}
    assert checkout.publish() == 0
    assert "is published already, at this commit" in capsys.readouterr().out
    checkout.commit("1.0")
    assert checkout.publish() == 1
    assert "a published version never changes. Raise VERSION in config.toml" in capsys.readouterr().err
    assert checkout.published() == {"1.0": first}
    second = checkout.commit("1.1")
    assert checkout.publish() == 0
    assert checkout.published() == {"1.0": first, "1.1": second}


def test_a_version_that_someone_else_published_is_not_tagged_here(
    checkout: Checkout, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = checkout.commit("1.0")
    checkout.git("push", "--quiet", "origin", "HEAD:refs/heads/main", f"{first}:refs/tags/1.0")
    checkout.commit("1.0")
    assert checkout.publish() == 1
    assert f"origin has 1.0 already, at the commit {first[:10]}" in capsys.readouterr().err
    assert checkout.git("tag", "--list") == ""


def test_a_dry_run_changes_nothing(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    commit = checkout.commit("1.0")
    assert checkout.publish("--dry-run") == 0
    assert f"Would tag {commit[:10]} with 1.0 and push the tag to origin" in capsys.readouterr().out
    assert checkout.git("tag", "--list") == ""
    assert checkout.published() == {}


def test_a_push_that_broke_off_is_taken_up_again(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    commit = checkout.commit("1.0")
    hook = checkout.remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'the disk is full' >&2\nexit 1\n")
    hook.chmod(0o755)
    assert checkout.publish() == 1
    assert "Pushing 1.0 to origin did not work. Git says: remote: the disk is full" in capsys.readouterr().err
    hook.unlink()
    assert checkout.publish() == 0
    assert checkout.published() == {"1.0": commit}


def test_what_is_not_committed_is_not_published(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    checkout.commit("1.0")
    (checkout.root / "operators/CountWords/more.py").write_text("")
    assert checkout.publish() == 1
    assert "Not everything is committed: operators/CountWords/more.py." in capsys.readouterr().err


def test_what_is_not_organized_is_not_published(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    checkout.commit("1.0")
    metadata = checkout.root / "operators/CountWords/metadata.json"
    metadata.write_text(metadata.read_text().replace("Count words.", "Counts the words of a text."))
    checkout.git("commit", "--quiet", "--all", "--message", "Change the metadata alone")
    assert checkout.publish() == 1
    assert ".flowui/compiled_metadata.json is out of date: run `domino organize`" in capsys.readouterr().err


def test_a_remote_that_is_not_there_is_refused(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    checkout.commit("1.0")
    assert checkout.publish("--remote", "nowhere") == 2
    assert "There is no remote nowhere: add it with `git remote add nowhere <address>`" in capsys.readouterr().err


def test_a_folder_inside_another_git_repository_is_not_published(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = checkout.root / "inner"
    inner.mkdir()
    (checkout.root / "operators").rename(inner / "operators")
    (checkout.root / "config.toml").rename(inner / "config.toml")
    assert main(["publish", "-C", str(inner)]) == 1
    assert "a platform looks for it at the top" in capsys.readouterr().err


def test_without_git_there_is_nothing_to_publish(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repository", "new", str(tmp_path / "tools"), "--no-git"]) == 0
    assert main(["publish", "-C", str(tmp_path / "tools")]) == 2
    assert "is not in a Git repository: run `git init` there" in capsys.readouterr().err


def test_a_remote_that_does_not_answer_is_said_without_its_password(
    checkout: Checkout, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.commit("1.0")
    checkout.git("remote", "set-url", "origin", "http://ada:hunter2@127.0.0.1:1/tools.git")
    assert checkout.publish() == 1
    said = capsys.readouterr().err
    assert "Asking origin for its versions did not work. Git says: fatal:" in said
    assert "hunter2" not in said
