"""Authors build, run and publish the image of a dependency group with a real engine and a real registry."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from domino.repository import DirectoryTree, read_repository

from tests.fixtures.docker_engine import BASE_IMAGE, DockerEngine, ImageRegistry
from tests.integration.sdk.environments import SDK, clean_environment

IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")


@dataclass(frozen=True)
class Workshop:
    """A repository with one operator, an engine, and a registry that its images belong to."""

    root: Path
    engine: DockerEngine

    def domino(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = clean_environment() | {
            "PYTHONPATH": str(SDK),
            "DOCKER_HOST": self.engine.url,
            "TMPDIR": str(self.root.parent),
            **variables,
        }
        return subprocess.run(
            [sys.executable, "-P", "-m", "domino.command_line", *arguments],
            cwd=self.root if self.root.exists() else self.root.parent,
            env=environment,
            capture_output=True,
            text=True,
            timeout=200,
        )

    def build(self) -> str:
        done = self.domino("build", "--base-image", BASE_IMAGE)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *IDENTITY, *arguments], cwd=self.root, check=True, capture_output=True)


@pytest.fixture
def workshop(tmp_path: Path, docker_engine: DockerEngine, image_registry: ImageRegistry) -> Workshop:
    workshop = Workshop(tmp_path / "tools", docker_engine)
    for arguments in (
        ("repository", "new", str(workshop.root), "--registry", image_registry.address),
        ("operator", "new", "CountWords"),
        ("organize",),
    ):
        done = workshop.domino(*arguments)
        assert done.returncode == 0, done.stderr
    return workshop


def test_an_image_is_built_once_and_runs_the_operator(workshop: Workshop) -> None:
    missing = workshop.domino("run", "CountWords", "--image", "text=one two")
    assert missing.returncode == 2
    assert "is not there: build it with `domino build group0`" in missing.stderr

    assert " built in " in workshop.build()
    assert "is up to date" in workshop.build()
    done = workshop.domino("run", "CountWords", "--image", "text=one two", DOMINO_SECRET_KEY="hunter2")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"text": "one two", "words": 2}
    result = next(line for line in done.stderr.splitlines() if line.startswith("result: "))
    assert Path(result.removeprefix("result: ").partition(" (")[0]).read_text() == "one two"
    wrong = workshop.domino("run", "CountWords", "--image", "text:=[]")
    assert wrong.returncode == 10

    code = workshop.root / "operators/CountWords/operator.py"
    code.write_text(code.read_text().replace("len(input_data.text.split())", "7"))
    stale = workshop.domino("run", "CountWords", "--image", "text=one two")
    assert "was built of other files than are here now" in stale.stderr
    assert json.loads(stale.stdout)["words"] == 2
    assert " built in " in workshop.build()
    assert json.loads(workshop.domino("run", "CountWords", "--image", "text=one two").stdout)["words"] == 7


def test_publishing_pushes_images_of_exactly_the_published_files(
    workshop: Workshop, image_registry: ImageRegistry, tmp_path: Path
) -> None:
    config = workshop.root / "config.toml"
    config.write_text(config.read_text().replace('"0.1.0"', '"0.2.0"'))
    assert workshop.domino("organize").returncode == 0
    [group] = read_repository(DirectoryTree(workshop.root)).groups
    assert group.source_image == f"{image_registry.address}/tools:0.2.0-group0"
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "remote.git")], check=True)
    workshop.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    workshop.git("add", "--all")
    workshop.git("commit", "--message", "Count words")
    metadata = workshop.root / "operators/CountWords/metadata.json"
    kept = metadata.read_text()
    metadata.write_text(kept.replace("Count words.", "Counts words."))
    workshop.build()
    metadata.write_text(kept)

    others = workshop.domino("publish", "--dry-run")
    assert "was built of other files and is not pushed" in others.stderr
    workshop.build()
    assert f"Would push {group.source_image}." in workshop.domino("publish", "--dry-run").stdout
    assert image_registry.tags("tools") == []
    identity = {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org"}
    done = workshop.domino("publish", **identity)
    assert done.returncode == 0, done.stderr
    assert image_registry.tags("tools") == ["0.2.0-group0"]


def test_a_base_image_that_is_not_there_is_said_with_the_cure(workshop: Workshop) -> None:
    done = workshop.domino("build", "--base-image", "domino-base:none")
    assert done.returncode == 1
    assert "domino-base:none is not there: make it with `make base-image`" in done.stderr


def test_a_dockerfile_that_the_platform_refuses_is_refused_here_too(workshop: Workshop) -> None:
    (workshop.root / "dependencies/Dockerfile_x").write_text(f"FROM {BASE_IMAGE}\nADD https://example.org/a /a\n")
    metadata = workshop.root / "operators/CountWords/metadata.json"
    document = json.loads(metadata.read_text()) | {"dependency": {"dockerfile": "Dockerfile_x"}}
    metadata.write_text(json.dumps(document))
    assert workshop.domino("organize").returncode == 0
    done = workshop.domino("build", "--base-image", BASE_IMAGE)
    assert done.returncode == 1
    assert "Line 2 of the Dockerfile adds from an address" in done.stderr


def test_packages_that_do_not_exist_are_said_with_the_reason_of_the_installer(workshop: Workshop) -> None:
    (workshop.root / "dependencies/requirements.txt").write_text("tabulate==0.0.0.1\n")
    done = workshop.domino("build", "--base-image", BASE_IMAGE)
    assert done.returncode == 1
    assert "there is no version of tabulate==0.0.0.1" in done.stderr
    assert "tools:0.1.0-group0 could not be built" in done.stderr


def test_no_engine_is_said_with_the_cure(workshop: Workshop, tmp_path: Path) -> None:
    done = workshop.domino("build", DOCKER_HOST=f"unix://{tmp_path / 'nothing.sock'}")
    assert done.returncode == 1
    assert "No Docker Engine answers: start it, or say where it is with DOCKER_HOST" in done.stderr
