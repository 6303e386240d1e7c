"""The golden table of which outputs fit which inputs; the page's tests read the same file."""

import json
from pathlib import Path
from typing import Any

import pytest

from shared.workflow.compatibility import Compatibility
from shared.workflow.schemas import read_shape

TABLE = json.loads((Path(__file__).parents[2] / "fixtures" / "compatibility.json").read_text())


@pytest.mark.parametrize("case", TABLE, ids=[case["name"] for case in TABLE])
def test_golden_case(case: dict[str, Any]) -> None:
    fit = Compatibility().fit(read_shape(case["output"]), read_shape(case["input"]))
    assert fit.verdict.name.lower() == case["fit"], fit.reason
    assert fit.reason == case.get("reason", fit.reason)


@pytest.mark.parametrize("case", TABLE, ids=[case["name"] for case in TABLE])
def test_whatever_does_not_always_fit_is_explained(case: dict[str, Any]) -> None:
    fit = Compatibility().fit(read_shape(case["output"]), read_shape(case["input"]))
    assert bool(fit.reason) or fit.verdict.name == "ALWAYS"


def test_names_of_cases_are_unique() -> None:
    names = [case["name"] for case in TABLE]
    assert len(set(names)) == len(names)
