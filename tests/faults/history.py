"""What was asked and what was answered, so that the checker can tell a lost save from one that never happened."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

import httpx

from tests.fixtures.rest import Person

RETRY_FOR = 90.0


@dataclass
class Save:
    """One save: acknowledged with a version, or refused. A save without an answer is repeated with its key."""

    workflow: str
    definition: dict[str, Any]
    key: str = field(default_factory=lambda: uuid4().hex)
    outcome: Literal["acknowledged", "refused"] | None = None
    version: int | None = None
    attempts: int = 0


@dataclass
class RunRequest:
    workflow: str
    run: str
    version: int


@dataclass
class History:
    """Operations in the order in which they were invoked."""

    seed: int
    saves: list[Save] = field(default_factory=list)
    runs: list[RunRequest] = field(default_factory=list)
    kills: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def create(self, person: Person, name: str, definition: dict[str, Any]) -> str:
        save = Save("", definition)
        created = self._insist(save, lambda: person.create(name, definition, save.key))
        save.workflow = str(created["id"])
        return save.workflow

    def save(self, person: Person, workflow: str, version: int, definition: dict[str, Any]) -> int:
        """Save on top of `version`; repeat with the same key until there is an answer."""
        save = Save(workflow, definition)
        return int(self._insist(save, lambda: person.save(workflow, version, definition, save.key))["version"])

    def try_save(self, person: Person, workflow: str, version: int, definition: dict[str, Any]) -> httpx.Response:
        """Save once. What is refused must have left nothing."""
        save = Save(workflow, definition, attempts=1)
        self.saves.append(save)
        answer = person.try_save(workflow, version, definition, save.key)
        if answer.is_success:
            save.outcome, save.version = "acknowledged", int(answer.json()["version"])
        else:
            save.outcome = "refused"
        return answer

    def run(self, person: Person, workflow: str) -> str:
        """Ask for a run as a person does: again when the version is not ready yet or the gateway is away."""
        key = uuid4().hex
        deadline = time.monotonic() + RETRY_FOR
        while True:
            try:
                started = person.start(workflow, key=key)
            except httpx.HTTPStatusError as error:
                if error.response.status_code not in (409, 500, 502, 503):
                    raise
            except httpx.TransportError:
                pass
            else:
                self.runs.append(RunRequest(workflow, started["id"], started["version"]))
                return str(started["id"])
            if time.monotonic() > deadline:
                raise AssertionError(f"no run of {workflow} could be asked for within {RETRY_FOR} s")
            time.sleep(0.1)

    def _insist(self, save: Save, send: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        self.saves.append(save)
        deadline = time.monotonic() + RETRY_FOR
        while True:
            save.attempts += 1
            try:
                answer = send()
            except httpx.HTTPStatusError as error:
                if error.response.status_code < 500:
                    save.outcome = "refused"
                    raise
            except httpx.TransportError:
                pass
            else:
                save.outcome, save.version = "acknowledged", int(answer["version"])
                return answer
            if time.monotonic() > deadline:
                raise AssertionError(f"a save of {save.workflow} had no answer within {RETRY_FOR} s")
            time.sleep(0.1)
