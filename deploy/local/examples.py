"""The examples of a first start: an operator repository with the same commit id on every machine, and workflows that use it."""

import json
import tempfile
import threading
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.local.errors import ExamplesError, StoppedError
from deploy.local.git import git
from deploy.local.layout import CHECKOUT
from deploy.local.rest import Gateway

SOURCES = CHECKOUT / "examples"
OPERATORS = SOURCES / "operators_repository"
WORKFLOWS = SOURCES / "workflows"
BORN = {"GIT_AUTHOR_DATE": "2026-11-22T00:00:00+0000", "GIT_COMMITTER_DATE": "2026-11-22T00:00:00+0000"}
POLL = 0.3
PATIENCE = 300.0
SETTLED = {"ready", "failed"}


@dataclass(frozen=True, slots=True)
class Examples:
    """Installed through the REST API, as a person would. `cancelled` ends the waiting."""

    repository: Path
    gateway: Gateway
    say: Callable[[str], None]
    cancelled: threading.Event

    def install(self) -> None:
        """Return when the example workflows can be run.

        Raises ExamplesError when they cannot within a few minutes, StoppedError when `cancelled` was set.
        """
        ref = make_repository(self.repository)
        workspace = self.gateway.get("/workspaces")["items"][0]["id"]
        self._add_repository(f"/workspaces/{workspace}/repositories", ref)
        self._add_workflows(f"/workspaces/{workspace}/workflows", ref)

    def _add_repository(self, path: str, ref: str) -> None:
        known = [item for item in self.gateway.get(path)["items"] if item["url"] == str(self.repository)]
        added = known[0] if known else self.gateway.post(path, {"url": str(self.repository), "ref": ref})
        done = self._settled(f"{path}/{added['id']}")
        if done["status"] != "ready":
            raise ExamplesError(f"the example operators could not be installed: {done.get('problems')}")
        self.say("example operators are installed")

    def _add_workflows(self, path: str, ref: str) -> None:
        known = {item["name"] for item in self.gateway.get(path)["items"]}
        documents = [self._document(file, ref) for file in sorted(WORKFLOWS.glob("*.json"))]
        added = [self.gateway.post(path, document) for document in documents if document["name"] not in known]
        for workflow in added:
            done = self._settled(f"/workflows/{workflow['id']}")
            self.say(f"example workflow “{done['name']}” is {done['status']}")

    def _document(self, file: Path, ref: str) -> Any:
        text = file.read_text(encoding="utf-8")
        text = text.replace('"$EXAMPLES_URL"', json.dumps(str(self.repository)))
        return json.loads(text.replace('"$EXAMPLES_REF"', json.dumps(ref)))

    def _settled(self, path: str) -> Any:
        deadline = time.monotonic() + PATIENCE
        while (found := self.gateway.get(path))["status"] not in SETTLED:
            if time.monotonic() > deadline:
                raise ExamplesError(f"{path} is still {found['status']} after {PATIENCE:.0f} s")
            if self.cancelled.wait(POLL):
                raise StoppedError("the start was given up while the examples were installed")
        return found


def make_repository(path: Path) -> str:
    """Make the bare repository from the tree if it is missing; return the tag of its one commit."""
    settings = tomllib.loads((OPERATORS / "config.toml").read_text(encoding="utf-8"))
    tag = str(settings["repository"]["VERSION"])
    if (path / "refs" / "tags" / tag).exists():
        return tag
    if not path.exists():
        git(path.parent, "init", "--quiet", "--bare", "--initial-branch=main", str(path))
    with tempfile.TemporaryDirectory() as scratch:
        place = {"GIT_DIR": str(path), "GIT_WORK_TREE": str(OPERATORS), "GIT_INDEX_FILE": f"{scratch}/index"}
        git(OPERATORS, "add", "--all", "--", ".", ":(exclude,glob)**/__pycache__/**", environment=place)
        tree = git(OPERATORS, "write-tree", environment=place)
    commit = git(path, "commit-tree", tree, text=f"Example operators {tag}\n", environment=BORN)
    git(path, "update-ref", "refs/heads/main", commit)
    git(path, "update-ref", f"refs/tags/{tag}", commit)
    return tag
