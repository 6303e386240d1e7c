"""What a part of the platform is before it runs: a program, what must stand first, and how to tell that it is ready."""

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from deploy.local.sessions import Living


def nothing(process: Living) -> bool:  # noqa: ARG001
    return False


@dataclass(frozen=True, slots=True)
class Command:
    """A child process to be; secrets stand in its environment or in private files, never in its arguments.

    `may_finish` says which processes that it left behind by crashing are let alone when it is started again.
    """

    arguments: tuple[str, ...]
    directory: Path
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    may_finish: Callable[[Living], bool] = nothing


class Program(Protocol):
    """One part of the platform: a server or a service."""

    @property
    def name(self) -> str: ...

    @property
    def needs(self) -> tuple[str, ...]:
        """The parts that must be ready before this one is started."""

    @property
    def stop_signal(self) -> signal.Signals: ...

    def prepare(self) -> None:
        """Make folders, settings and stores that are missing. Called before each start."""

    def command(self) -> Command: ...

    def is_ready(self) -> bool:
        """Whether it does its work now; asked many times a second while it starts."""
