"""A remote and a publication that works on it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.git_sync.private_clone import PrivateClone
from services.git_sync.publication import Publication
from services.git_sync.remote_pause import RemotePause
from services.git_sync.workflows_repository import WorkflowsRepository
from tests.services.git_sync.remote import Remote

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

MakePublication = Callable[[], Publication]


@pytest.fixture
def remote(tmp_path: Path) -> Remote:
    remote = Remote(tmp_path / "workflows.git")
    remote.create()
    return remote


@pytest.fixture
def another(tmp_path: Path, remote: Remote) -> Iterator[MakePublication]:
    """Makes publications that share the remote and the work root, as several processes would."""
    clones: list[PrivateClone] = []

    def make() -> Publication:
        clone = PrivateClone(tmp_path / "work", str(remote.path))
        clones.append(clone)
        repository = WorkflowsRepository(clone, str(remote.path))
        return Publication(repository, now=lambda: NOW, pause=RemotePause(clock=lambda: 0.0))

    yield make
    for clone in clones:
        clone.close()


@pytest.fixture
def publication(another: MakePublication) -> Publication:
    return another()
