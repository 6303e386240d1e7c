"""Postgres runs although its starter is root, with and without user namespaces."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import unprivileged
from deploy.local.errors import NoStandInError
from deploy.local.single_servers import running_postgres

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root needs a stand-in")


@pytest.fixture
def no_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unprivileged, "_namespace", lambda: ())


@pytest.fixture
def open_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="domino-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.usefixtures("no_namespaces")
def test_without_namespaces_the_stand_in_owns_the_store(open_folder: Path) -> None:
    with running_postgres(open_folder, "domino") as (server, _):
        assert server.query("domino", "SELECT 1") == "1"
        assert (server.directory.owner(), oct(server.directory.stat().st_mode)) == ("nobody", "0o40700")


@pytest.mark.usefixtures("no_namespaces")
def test_a_closed_folder_above_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    (closed / "home").mkdir(parents=True)
    closed.chmod(0o700)
    with pytest.raises(NoStandInError, match="cannot reach"), running_postgres(closed / "home", "domino"):
        pass


def test_with_a_namespace_the_store_stays_the_starters_own(tmp_path: Path) -> None:
    with running_postgres(tmp_path, "domino") as (server, part):
        assert server.directory.stat().st_uid == 0
        assert part.pid is not None
        assert b"Uid:\t0\t" in Path(f"/proc/{part.pid}/status").read_bytes()  # seen from outside the namespace
