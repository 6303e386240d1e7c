"""Order of start and stop, revival, and the clean-up after a killed start."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.errors import NotReadyError, StoppedError
from deploy.local.part import Part
from deploy.local.private_file import read_json
from deploy.local.process_record import ProcessRecord
from deploy.local.revival import Revival
from deploy.local.sessions import Living
from deploy.local.supervisor import Supervisor
from tests.fixtures.servers import wait_until
from tests.integration.local.programs import ENDS_AT_ONCE, SLEEPS, WITH_CHILD, Script

Supervise = Callable[..., Supervisor]


@pytest.fixture
def record(tmp_path: Path) -> ProcessRecord:
    return ProcessRecord(tmp_path / "processes.json")


@pytest.fixture
def supervise(tmp_path: Path, record: ProcessRecord) -> Iterator[Supervise]:
    made: list[Supervisor] = []

    def build(*programs: Script, on_ready: Callable[[str], None] = lambda _: None) -> Supervisor:
        made.append(Supervisor(programs, tmp_path, record, on_ready=on_ready))
        return made[-1]

    yield build
    for supervisor in made:
        supervisor.stop()


def test_a_part_waits_for_what_it_needs(supervise: Supervise, tmp_path: Path) -> None:
    order: list[str] = []
    first = Script(tmp_path / "a", name="database")
    second = Script(tmp_path / "b", name="gateway", needs=("database",))
    supervise(second, first, on_ready=order.append).start()
    assert order == ["database", "gateway"]


def test_one_part_that_cannot_start_ends_the_start(supervise: Supervise, tmp_path: Path) -> None:
    bad = Script(tmp_path / "a", ENDS_AT_ONCE, name="database")
    waiting = Script(tmp_path / "b", name="gateway", needs=("database",))
    with pytest.raises(NotReadyError, match="database ended with status 3"):
        supervise(bad, waiting).start()


def test_a_start_can_be_given_up(supervise: Supervise, tmp_path: Path) -> None:
    supervisor = supervise(Script(tmp_path / "a", "import signal; signal.pause()", name="slow"))
    threading.Timer(0.2, supervisor.cancelled.set).start()
    with pytest.raises(StoppedError):
        supervisor.start()


def test_stopping_ends_everything_and_forgets_the_record(supervise: Supervise, tmp_path: Path) -> None:
    supervisor = supervise(
        Script(tmp_path / "a", WITH_CHILD, name="one"), Script(tmp_path / "b", name="two", needs=("one",))
    )
    supervisor.start()
    family = {process for part in supervisor.parts.values() for process in part.processes()}
    assert len(family) == 3
    supervisor.stop()
    assert not [process for process in family if process.is_alive()]
    assert not (tmp_path / "processes.json").exists()


def test_the_record_follows_a_restart(supervise: Supervise, tmp_path: Path) -> None:
    supervisor = supervise(Script(tmp_path / "a", name="one"))
    supervisor.start()
    part = supervisor.parts["one"]
    part.restart()
    entry = read_json(tmp_path / "processes.json")["one"]
    assert isinstance(entry, dict)
    assert entry["pid"] == part.pid


@pytest.fixture
def revived(tmp_path: Path) -> Iterator[tuple[Part, list[str]]]:
    said: list[str] = []
    part = Part(Script(tmp_path / "a"), tmp_path)
    part.start()
    part.wait_ready()
    revival = Revival([part], said.append)
    revival.start()
    yield part, said
    revival.stop()
    part.stop()


def test_what_dies_is_started_again_and_said(revived: tuple[Part, list[str]]) -> None:
    part, said = revived
    first = part.pid
    part.kill()
    wait_until(lambda: "script works again" in said)
    assert part.pid not in (None, first)
    assert said[0].startswith("script was ended by SIGKILL; it is started again in 0.5 s")


def test_pauses_grow_while_it_keeps_dying(revived: tuple[Part, list[str]]) -> None:
    part, said = revived
    for death in (1, 2):
        part.kill()
        wait_until(lambda: said.count("script works again") == death)  # noqa: B023 - used before the next turn
    assert [line[-5:] for line in said if "started again" in line] == ["0.5 s", "1.0 s"]


def test_what_was_stopped_on_purpose_stays_stopped(revived: tuple[Part, list[str]]) -> None:
    part, said = revived
    part.stop()
    part.start()
    part.wait_ready()
    assert said == []


ABANDONED = """
import pathlib, sys
from deploy.local.process_record import ProcessRecord
from deploy.local.supervisor import Supervisor
from tests.integration.local.programs import WITH_CHILD, Script
folder = pathlib.Path(sys.argv[1])
supervisor = Supervisor([Script(folder / "a", WITH_CHILD, name="one")], folder, ProcessRecord(folder / "processes.json"))
supervisor.start()
print("started", flush=True)
sys.stdin.read()
"""


def test_the_next_start_ends_what_a_killed_one_has_left(tmp_path: Path, record: ProcessRecord) -> None:
    arguments = (sys.executable, "-c", ABANDONED, str(tmp_path))
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == b"started\n"
        starter.kill()
    entry = read_json(tmp_path / "processes.json")["one"]
    assert isinstance(entry, dict)
    left = Living.of(entry["pid"])
    assert left is not None
    assert record.end_leftovers(tmp_path) == ("one",)
    assert not left.is_alive()


def test_a_stranger_with_a_recorded_number_is_left_alone(tmp_path: Path, record: ProcessRecord) -> None:
    with subprocess.Popen((sys.executable, "-c", SLEEPS), cwd=tmp_path, start_new_session=True) as stranger:
        record.write(lambda: {"one": Living(stranger.pid, born=1.0)})
        assert record.end_leftovers(tmp_path) == ()
        assert stranger.poll() is None
        stranger.kill()
