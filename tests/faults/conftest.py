"""One platform and one history for all fault experiments; the seed is printed, the headline too."""

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.experiment import Bench, checked
from tests.faults.history import History
from tests.fixtures.platforms import start_platform, stop_platform
from tests.fixtures.rest import Person
from tests.fixtures.watcher import Watcher

OPERATORS = Path(__file__).parents[1] / "fixtures" / "ledger_operators"
SERVICES = ("api_gateway", "workflow_compiler", "git_sync", "image_builder", "run_monitor")


@pytest.fixture(scope="package")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    seed = int(os.environ.get("DOMINO_FAULT_SEED") or random.randrange(10**6))
    folder = tmp_path_factory.mktemp("faults")
    failpoints = folder / "failpoints"
    failpoints.mkdir()
    platform = start_platform({name: {"DOMINO_FAILPOINTS": str(failpoints)} for name in SERVICES}, restarts=True)
    try:
        person = Person(platform.url, platform.email, platform.password)
        operators = _repository(folder / "operators")
        person.install(str(operators), "1.0.0")
        history = History(seed)
        with closing(person), Watcher(person) as watcher:
            yield Bench(platform, person, history, watcher, str(operators), "1.0.0", folder / "ledger.txt", failpoints)
    finally:
        stop_platform(platform)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The headline: what was done to the platform, and what it lost."""
    if checked:
        terminalreporter.section("faults")
        terminalreporter.write_line(checked[-1].headline())


def _repository(path: Path) -> Path:
    """The ledger operators as a Git repository with one tag."""
    path.mkdir()

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=path, check=True, capture_output=True)

    git("init", "--initial-branch=main")
    subprocess.run(["cp", "-R", f"{OPERATORS}/.", str(path)], check=True)
    git("add", "--all")
    git("commit", "--message", "Ledger operators")
    git("tag", "1.0.0")
    return path
