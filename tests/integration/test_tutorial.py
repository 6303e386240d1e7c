"""The guide for authors works as it is written: from nothing to a published repository, and into a workflow that runs green."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fixtures.platforms import Running
from tests.fixtures.rest import Person
from tests.integration.sdk.environments import ROOT, clean_environment, uv_program
from tests.integration.tutorial import script_of, steps_of

GUIDE = ROOT / "docs" / "guide" / "write-operators.md"
PATIENCE_SECONDS = 200


@dataclass(frozen=True)
class Author:
    """Somebody with Git, uv and a platform, who begins in an empty folder."""

    folder: Path
    environment: dict[str, str]

    def follow(self, script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )


@pytest.fixture
def author(tmp_path: Path, running: Running) -> Author:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "uv").symlink_to(uv_program())
    (programs / "python3").symlink_to(sys.executable)
    folder = tmp_path / "author"
    folder.mkdir()
    cache = subprocess.run([uv_program(), "cache", "dir"], capture_output=True, text=True, check=True).stdout.strip()
    environment = clean_environment() | {
        "PATH": f"{programs}{os.pathsep}/usr/local/bin{os.pathsep}/usr/bin{os.pathsep}/bin",
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "UV_CACHE_DIR": cache,
        "TMPDIR": str(tmp_path),
        "DOMINO": str(ROOT),
        "DOMINO_URL": running.url,
        "EMAIL": running.platform.email,
        "PASSWORD": running.platform.password,
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@example.org",
    }
    return Author(folder, environment)


@pytest.mark.timeout(600)  # a person's whole way, behind the start of a platform
def test_the_guide_leads_from_nothing_to_a_green_run(author: Author, person: Person) -> None:
    done = author.follow(script_of(steps_of(GUIDE)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"words": 6, "frequent": ["to", "be"]}

    workflows = person.get(f"/workspaces/{person.workspace}/workflows")["items"]
    workflow = next(workflow["id"] for workflow in workflows if workflow["name"] == "Hamlet")
    run = person.get(f"/workflows/{workflow}/runs")["items"][0]["id"]
    results = person.http.get(f"/runs/{run}/tasks/count/results").json()
    assert [result["path"] for result in results if result["display"]] == ["frequent.md"]
    assert "6 words, 4 different ones" in person.log(run, "count")

    repository = author.folder / "my-operators"
    checked = author.follow(f"cd my-operators\n{_continuous_integration(repository)}")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def _continuous_integration(repository: Path) -> str:
    """What the scaffold's workflow for a Git host would run after a push, in a new environment."""
    workflow = (repository / ".github" / "workflows" / "operators.yml").read_text()
    commands = [
        line.partition("run:")[2].strip() for line in workflow.splitlines() if line.strip().startswith("- run:")
    ]
    assert commands[1:] == ["domino organize --check", "domino test"]
    fresh = "uv venv --quiet --seed ../ci\nsource ../ci/bin/activate"
    return "\n".join(("set -euo pipefail", fresh, *commands))


def test_the_guide_leaves_no_block_out() -> None:
    assert shutil.which("curl") is not None
    steps = steps_of(GUIDE)
    assert [step.path for step in steps if step.path] == [
        "operators/CountWords/models.py",
        "operators/CountWords/operator.py",
        "dependencies/requirements.txt",
        "operators/CountWords/test_count_words.py",
    ]
