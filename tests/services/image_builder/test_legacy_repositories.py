"""Repositories of every earlier era go the whole way: from a Git address into environments, in which their code runs unmodified."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from services.image_builder.engine import Built
from services.image_builder.recipe import digest_of_image
from shared.messages.repositories import BuildImage, ImageBuilt
from tests.fixtures.legacy import ERAS, committed
from tests.integration.sdk.environments import Ended, Environment
from tests.services.image_builder.conftest import Builder

SECRETS = {"SALT": "pepper-and-salt", "FACTOR": "10", "API_KEY": "kilo-key"}


@dataclass
class Task:
    """An operator of an era, what it is given, and what it has to answer."""

    operator: str
    inputs: dict[str, Any]
    outputs: dict[str, Any]
    log: str = ""
    display: str | None = None


TASKS = {
    "flowui_era": [
        Task(
            "CountWordsOperator",
            {"text": "one three two", "mode": "lines"},
            {"message": "CountWordsOperator of flow", "count": 30, "longest": "THREE"},
            "Counting with",
        )
    ],
    "pieces_pydantic_1": [Task("MakeTablePiece", {"rows": 2, "cell_type": "fancy"}, {"rows": 2}, display="md")],
    "pieces_pydantic_2": [
        Task(
            "GreetPiece",
            {"names": ["Grace"], "output_args": [{"name": "mark", "type": "integer"}]},
            {"messages": ["Hello, Grace!"], "mood": "happy", "mark": "integer:k"},
            "INFO Greeting 1 people",
            "json",
        ),
        Task("CountGreetingsPiece", {"messages": ["a", "b"]}, {"count": 2, "tabulate_version": "0.8.10"}),
    ],
    "pieces_with_oddities": [
        Task("OddPiece", {"level": 0, "size": 2}, {"word": "a", "size": 2, "level": 0.0}, "WARNING a logger of my own")
    ],
}


async def run(builder: Builder, repository: Path, task: Task, storage: Path) -> Ended:
    event = await builder.fetched(str(repository))
    group = next(group for group in event.groups if task.operator in group.operators)
    about: dict[str, str] = {"url": event.url, "commit": event.commit, "group": group.name, "image": group.image}
    built = await builder.builds.build(BuildImage(build_id="b", repository_id="r", **about))
    assert isinstance(built, ImageBuilt), built
    place = builder.environments / digest_of_image(group.image)
    assert isinstance(await builder.engine.find(group.image), Built)
    environment = Environment(builder.python_of(group.image), storage)
    return environment.run(task.operator, place / "home" / "operators_repository", task.inputs, secrets=SECRETS)


@pytest.mark.parametrize("era", ERAS)
async def test_an_era_runs_unmodified(builder: Builder, tmp_path: Path, era: str) -> None:
    repository = committed(era, tmp_path / "repository")
    for task in TASKS[era]:
        ended = await run(builder, repository, task, tmp_path / "storage")
        assert ended.outputs is not None, ended.log
        assert {key: ended.outputs[key] for key in task.outputs} == task.outputs
        assert task.log in ended.log
        assert ended.outcome is not None
        assert (ended.outcome.display and ended.outcome.display.file_type) == task.display
