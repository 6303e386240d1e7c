"""The example workflows fit the example repository: the platform's own rules find nothing to say."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from domino.repository import DirectoryTree, read_repository

from shared.workflow.operators import OperatorSpec
from shared.workflow.validation import validate

EXAMPLES = Path(__file__).parents[3] / "examples"
WORKFLOWS = sorted((EXAMPLES / "workflows").glob("*.json"))
DEFINITIONS = [pytest.param(json.loads(file.read_text())["definition"], id=file.stem) for file in WORKFLOWS]
NODE = (232, 64)


def catalogue() -> dict[str, OperatorSpec]:
    specs = {}
    for operator in read_repository(DirectoryTree(EXAMPLES / "operators_repository")).operators:
        assert operator.schemas is not None
        specs[f"examples/{operator.name}"] = OperatorSpec(
            name=operator.name,
            label=operator.label,
            input_schema=operator.schemas.inputs,
            output_schema=operator.schemas.outputs,
            group=operator.group,
            image="examples",
        )
    return specs


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_an_example_has_no_problems(definition: dict[str, Any]) -> None:
    assert list(validate(definition, catalogue()).problems) == []


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_nothing_in_an_example_lies_on_anything_else(definition: dict[str, Any]) -> None:
    layout = definition["layout"]
    assert layout["nodes"].keys() == definition["tasks"].keys()
    boxes = [(node["x"], node["y"], *NODE) for node in layout["nodes"].values()]
    boxes += [(note["x"], note["y"], note["width"], note["height"]) for note in layout["notes"]]
    for (x, y, width, height), (left, top, wide, high) in combinations(boxes, 2):
        assert x + width <= left or left + wide <= x or y + height <= top or top + high <= y


def test_there_is_a_chain_a_fan_and_one_with_both_groups() -> None:
    assert [file.stem for file in WORKFLOWS] == ["flower_model", "sales_table", "weather_report"]
    for file in WORKFLOWS:
        document = json.loads(file.read_text())
        assert document.keys() == {"name", "description", "definition"}
        assert document["definition"]["repositories"] == {"examples": {"url": "$EXAMPLES_URL", "ref": "$EXAMPLES_REF"}}
