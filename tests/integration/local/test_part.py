"""A part leaves nothing behind, however it ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local.errors import NotReadyError
from deploy.local.part import Part
from deploy.local.sessions import Living
from tests.fixtures.servers import wait_until
from tests.integration.local.programs import (
    ENDS_AT_ONCE,
    IGNORES_SIGTERM,
    SLEEPS,
    WITH_CHILD,
    WITH_CHILD_IN_OWN_SESSION,
    Script,
)


class Workshop:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parts: list[Part] = []

    def started(self, source: str) -> Part:
        part = Part(Script(self.folder, source), self.folder)
        self.parts.append(part)
        part.start()
        part.wait_ready()
        return part


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    workshop = Workshop(tmp_path)
    yield workshop
    for part in workshop.parts:
        part.stop()


def alive(processes: set[Living]) -> set[Living]:
    return {process for process in processes if process.is_alive()}


@pytest.mark.parametrize("source", [SLEEPS, WITH_CHILD, WITH_CHILD_IN_OWN_SESSION])
def test_stopping_ends_the_whole_family(workshop: Workshop, source: str) -> None:
    part = workshop.started(source)
    family = part.processes()
    assert len(family) == (1 if source == SLEEPS else 2)
    part.stop()
    assert alive(family) == set()
    assert part.pid is None


def test_what_ignores_the_request_is_killed(workshop: Workshop) -> None:
    part = workshop.started(IGNORES_SIGTERM)
    part.stop(patience=0.3)
    assert part.exit_status == -9


def test_killing_ends_children_too(workshop: Workshop) -> None:
    part = workshop.started(WITH_CHILD)
    family = part.processes()
    part.kill()
    assert alive(family) == set()
    assert part.has_died


def test_a_paused_part_can_be_stopped(workshop: Workshop) -> None:
    part = workshop.started(SLEEPS)
    part.pause()
    part.stop()
    assert part.exit_status == -15


def test_what_a_killed_leader_left_is_ended_before_the_next_start(workshop: Workshop) -> None:
    part = workshop.started(WITH_CHILD)
    leader = part.pid
    orphans = {process for process in part.processes() if process.pid != leader}
    part.kill_leader()
    assert alive(orphans) == orphans
    part.start()
    assert alive(orphans) == set()


def test_restarting_gives_a_new_process_with_the_wanted_environment(workshop: Workshop) -> None:
    part = workshop.started(
        "import os, pathlib, signal; pathlib.Path('ready').write_text(os.environ.get('MARK', '')); signal.pause()"
    )
    first = part.pid
    part.restart(environment={"MARK": "here"})
    assert part.pid not in (None, first)
    wait_until(lambda: (workshop.folder / "ready").read_text() == "here")


def test_a_program_that_ends_while_it_starts_is_told_with_its_log(tmp_path: Path) -> None:
    part = Part(Script(tmp_path, ENDS_AT_ONCE), tmp_path)
    part.start()
    with pytest.raises(NotReadyError, match=r"script ended with status 3 while it started; its log: .*script\.log"):
        part.wait_ready()


def test_a_stopped_part_is_not_revived(workshop: Workshop) -> None:
    part = workshop.started(SLEEPS)
    part.stop()
    part.revive()
    assert part.pid is None
