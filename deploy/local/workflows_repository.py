"""The bare Git repository through which workflows reach Airflow."""

from pathlib import Path

from deploy.local.airflow_server import BRANCH
from deploy.local.git import git

README = """# Workflows

One file a workflow, in `dags/`, written by Domino. Changes by hand inside that folder are overwritten; the rest is yours.
"""


def ensure_workflows_repository(path: Path) -> None:
    """Make it with one first commit when it is missing: Airflow can follow no branch that does not exist."""
    if path.exists() and git(path, "for-each-ref", f"refs/heads/{BRANCH}"):
        return
    git(path.parent, "init", "--quiet", "--bare", f"--initial-branch={BRANCH}", str(path))
    blob = git(path, "hash-object", "-w", "--stdin", text=README)
    tree = git(path, "mktree", text=f"100644 blob {blob}\tREADME.md\n")
    commit = git(path, "commit-tree", tree, text="Begin the workflows repository\n")
    git(path, "update-ref", f"refs/heads/{BRANCH}", commit)
