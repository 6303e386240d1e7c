"""The workbench of the fault experiments: one platform, one history, points at which parts die, and work to disturb."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from deploy.local.domino_platform import Platform
from tests.faults.checker import Checker, Findings, until
from tests.faults.history import History
from tests.fixtures.rest import Person, definition, output, task
from tests.fixtures.watcher import Watcher

RECOVERY = 60.0

checked: list[Findings] = []


@dataclass
class Bench:
    """Work is small on purpose: it is the deaths in between that are looked at."""

    platform: Platform
    person: Person
    history: History
    watcher: Watcher
    operators_url: str
    operators_ref: str
    ledger: Path
    failpoints: Path
    _versions: dict[str, int] = field(default_factory=dict)

    def graph(self, tasks: int, seconds: float = 0.0) -> dict[str, Any]:
        """A chain of tasks that write the ledger; a random text makes every graph different."""
        mark = str(self.history.random.getrandbits(64))
        names = [f"t{number}" for number in range(tasks)]
        texts: list[Any] = [mark, *(output(name, "text") for name in names)]
        chain = {
            name: task("r/Ledger", {"ledger": str(self.ledger), "seconds": seconds, "text": text})
            for name, text in zip(names, texts, strict=False)
        }
        return definition(self.operators_url, self.operators_ref, chain)

    def create(self, name: str, tasks: int = 1, seconds: float = 0.0) -> str:
        workflow = self.history.create(self.person, name, self.graph(tasks, seconds))
        self._versions[workflow] = 1
        return workflow

    def save(self, workflow: str, tasks: int = 1, seconds: float = 0.0) -> int:
        """Save a changed graph as the next version and return its number."""
        version = self.history.save(self.person, workflow, self._versions[workflow], self.graph(tasks, seconds))
        self._versions[workflow] = version
        return version

    def try_save(self, workflow: str, tasks: int) -> httpx.Response:
        """Save once, and take a refusal for an answer."""
        answer = self.history.try_save(self.person, workflow, self._versions[workflow], self.graph(tasks))
        if answer.is_success:
            self._versions[workflow] = int(answer.json()["version"])
        return answer

    @contextmanager
    def crowded_database(self) -> Iterator[None]:
        """Others hold every connection that Postgres has to give."""
        held: list[asyncpg.Connection] = []
        url = self.platform.database_url.replace("+asyncpg", "")
        with asyncio.Runner() as runner:
            try:
                while True:
                    held.append(runner.run(asyncpg.connect(url)))
            except asyncpg.TooManyConnectionsError:
                yield
            finally:
                for connection in held:
                    connection.terminate()

    def run(self, workflow: str) -> str:
        run = self.history.run(self.person, workflow)
        self.watcher.watch(f"run:{run}")
        return run

    def wait_ready(self, workflow: str) -> None:
        self.person.wait_ready(workflow, self._versions[workflow])

    @contextmanager
    def dying(self, part: str, point: str) -> Iterator[None]:
        """`part` dies the next time it passes `point`, and is started again at once."""
        armed = self.failpoints / point
        armed.touch()
        reviving = _Reviving(self.platform, part)
        with reviving:
            yield
            until(lambda: not armed.exists(), RECOVERY, f"{part} passes {point}")
            until(lambda: reviving.is_back, RECOVERY, f"{part} died at {point} and is back")
        self.platform.part(part).wait_ready(RECOVERY)
        self.history.kills += 1

    def kill(self, part: str) -> None:
        """kill -9, then a new start."""
        self.platform.part(part).kill()
        self.history.kills += 1
        self.platform.part(part).restart()

    def check(self) -> Findings:
        """Hold everything that has happened so far against the stores."""
        findings = Checker(self.platform, self.person, self.history, self.ledger, self.watcher).check()
        checked.append(findings)
        assert not findings.violations, "\n".join(findings.violations)
        return findings


class _Reviving:
    """Starts one part again as soon as it has died, sooner than the platform's own care would; tells when it is back."""

    def __init__(self, platform: Platform, part: str) -> None:
        self._part = platform.part(part)
        self._first = self._part.pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @property
    def is_back(self) -> bool:
        """Whether another process than at first runs now."""
        return self._part.pid not in (None, self._first)

    def __enter__(self) -> "_Reviving":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(0.05):
            if self._part.has_died:
                self._part.revive()
