"""The example workflows run green, each task in the environment of its dependency group, although the groups' pins conflict."""

import json
from pathlib import Path
from typing import Any

import pytest
from domino.outcome import Status
from domino.repository import DirectoryTree, read_repository

from tests.integration.sdk.environments import EXAMPLES, ROOT, Ended, Environment, make_environment

WORKFLOWS = sorted((ROOT / "examples" / "workflows").glob("*.json"))


@pytest.fixture(scope="module")
def group_pythons(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The Python of each dependency group, by the names of its operators."""
    pythons: dict[str, Path] = {}
    for group in read_repository(DirectoryTree(EXAMPLES)).groups:
        requirements = EXAMPLES / "dependencies" / str(group.dependency.requirements_file)
        python = make_environment(tmp_path_factory.mktemp(group.name) / "venv", requirements)
        pythons |= dict.fromkeys(group.operators, python)
    return pythons


def run_workflow(definition: dict[str, Any], pythons: dict[str, Path], storage_root: Path) -> dict[str, Ended]:
    """Every task once, when the tasks it is bound to are done; what Airflow does, without Airflow."""
    done: dict[str, Ended] = {}
    while len(done) < len(definition["tasks"]):
        before = len(done)
        for key, task in definition["tasks"].items():
            if key in done or not _bound_to(task["inputs"]) <= done.keys():
                continue
            name = task["operator"].removeprefix("examples/")
            environment = Environment(pythons[name], storage_root)
            inputs = _resolved(task["inputs"], done)
            done[key] = environment.run(name, EXAMPLES, inputs, context={"task_id": key})
        assert len(done) > before, "the workflow has a cycle"
    return done


def _bound_to(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {value["$from"]["task"]} if "$from" in value else set().union(*map(_bound_to, value.values()))
    return set().union(*map(_bound_to, value)) if isinstance(value, list) else set()


def _resolved(value: Any, done: dict[str, Ended]) -> Any:
    if isinstance(value, dict):
        if "$from" in value:
            outputs = done[value["$from"]["task"]].outputs
            assert outputs is not None
            return outputs[value["$from"]["output"]]
        return {key: _resolved(part, done) for key, part in value.items()}
    return [_resolved(part, done) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("file", WORKFLOWS, ids=[file.stem for file in WORKFLOWS])
def test_an_example_workflow_runs_green(file: Path, group_pythons: dict[str, Path], tmp_path: Path) -> None:
    done = run_workflow(json.loads(file.read_text())["definition"], group_pythons, tmp_path)
    for key, ended in done.items():
        assert ended.outcome is not None, (key, ended.log)
        assert ended.outcome.status is Status.SUCCESS, (key, ended.log)
        assert ended.outcome.display is not None, key
    outputs = [ended.outputs or {} for ended in done.values()]
    versions = {values["tabulate_version"] for values in outputs if "tabulate_version" in values}
    if file.stem == "flower_model":
        assert versions == {"0.8.10", "0.9.0"}
