"""A platform to measure on, a signed-in person, and graphs of example operators."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from deploy.local.domino_platform import Platform
from deploy.local.examples import make_repository
from tests.fixtures.platforms import start_platform, stop_platform
from tests.fixtures.rest import Person, definition, output, task


@dataclass(frozen=True, slots=True)
class Workplace:
    """`operators_url` at `operators_ref` is installed under the key `r`."""

    platform: Platform
    person: Person
    operators_url: str
    operators_ref: str

    def chain(
        self, operator: str, length: int, inputs: dict[str, Any], bound: tuple[str, str] | None = None
    ) -> dict[str, Any]:
        """Tasks one after another; `bound` = (input, output) hands a value on, else `after` keeps the order."""
        tasks: dict[str, Any] = {}
        for number in range(length):
            name, previous = f"t{number:03}", f"t{number - 1:03}"
            own = dict(inputs)
            if number and bound:
                own[bound[0]] = output(previous, bound[1])
            tasks[name] = task(f"r/{operator}", own, **({"after": [previous]} if number and not bound else {}))
        return definition(self.operators_url, self.operators_ref, tasks)

    def ready(self, name: str, document: dict[str, Any]) -> str:
        """Create a workflow and wait until it can be run."""
        workflow: str = self.person.create(name, document)["id"]
        self.person.wait_ready(workflow, 1)
        return workflow

    def run(self, workflow: str) -> dict[str, Any]:
        """Run it and return the ended run."""
        run = self.person.start(workflow)["id"]
        ended = self.person.wait_run(run, 300)
        if ended["state"] != "success":
            raise RuntimeError(f"run {run} ended as {ended['state']}")
        return ended


@contextmanager
def workplace() -> Iterator[Workplace]:
    """Start a platform of its own and install the example operators."""
    platform = start_platform()
    try:
        ref = make_repository(platform.home.examples)
        with closing(Person(platform.url, platform.email, platform.password)) as person:
            person.install(str(platform.home.examples), ref)
            yield Workplace(platform, person, str(platform.home.examples), ref)
    finally:
        stop_platform(platform)
