"""Documents that are too big, too deep or not JSON: refused in little time, without an exception."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.workflow.limits import MAX_CHARACTERS, MAX_DEPTH, MAX_TASKS, MAX_VALUES
from shared.workflow.validation import MAX_PROBLEMS, validate
from tests.unit.workflow.builders import STEP, chain, definition, found, operator, problems_of, task


def nested(depth: int) -> Any:
    value: Any = 1
    for index in range(depth):
        value = [value] if index % 2 else {"x": value}
    return value


@pytest.mark.parametrize("depth", [MAX_DEPTH, 1_000, 100_000])
def test_hostile_depth_is_refused(depth: int) -> None:
    (problem,) = problems_of(definition({"a": task({"anything": nested(depth)})}))
    assert problem.code == "document.too_deep"


def test_reasonable_depth_is_fine() -> None:
    assert found(definition({"a": task({"anything": nested(MAX_DEPTH - 6)})})) == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("\0", "text.not_allowed"),
        ("\ud800", "text.not_allowed"),
        ({"\udfff": 1}, "text.not_allowed"),
        (float("inf"), "number.not_finite"),
        (float("nan"), "number.not_finite"),
        (10**400, "number.too_large"),
        (object(), "document.not_json"),
    ],
)
def test_what_cannot_be_sent_on_is_refused(value: object, code: str) -> None:
    (problem,) = problems_of(definition({"a": task({"anything": [value]})}))
    assert problem.code == code
    assert problem.path.startswith("/tasks/a/inputs/anything/0")
    problem.model_dump_json()


def test_too_much_text_is_refused() -> None:
    assert found(definition({"a": task({"text": "x" * (MAX_CHARACTERS + 1)})})) == [("", "document.too_large")]


def test_too_many_values_are_refused() -> None:
    assert found(definition({"a": task({"anything": [0] * MAX_VALUES})})) == [("", "document.too_large")]


def test_too_many_tasks_are_refused() -> None:
    document = definition({f"t{i}": {} for i in range(MAX_TASKS + 1)})
    assert found(document) == [("/tasks", "workflow.too_many_tasks")]


def test_nobody_is_shown_a_million_problems() -> None:
    spec = operator(inputs={"list": {"type": "array", "items": {"type": "integer"}}})
    assert len(problems_of(definition({"a": task({"list": ["x"] * 50_000})}), spec)) == MAX_PROBLEMS


def seconds(length: int) -> float:
    document, specs = chain(length), {"lib/Step": STEP}
    times = []
    for _ in range(3):
        started = time.process_time()
        assert validate(document, specs).problems == ()
        times.append(time.process_time() - started)
    return min(times)


def test_time_is_linear_in_the_number_of_tasks() -> None:
    assert seconds(8_000) < 30 * max(seconds(800), 0.01)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
words = st.sampled_from(
    ["schema", "repositories", "settings", "tasks", "layout", "operator", "inputs", "after", "map", "schedule", "cron",
     "preset", "params", "properties", "$from", "$param", "$literal", "task", "output", "a", "lib/Step", "text", "lib", "@daily"]
)  # fmt: skip
shaped = st.recursive(
    json_values | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=5),
    max_leaves=25,
)


@given(json_values | shaped)
def test_validation_never_raises_on_arbitrary_json(document: Any) -> None:
    validate(document, {"lib/Step": STEP})


@given(shaped, shaped, shaped)
def test_validation_never_raises_on_almost_definitions(inputs: Any, settings: Any, more: Any) -> None:
    entry = {"operator": "lib/Step", "inputs": inputs} | (more if isinstance(more, dict) else {"after": more})
    validate(definition({"a": entry, "text": task({"text": inputs})}) | {"settings": settings}, {"lib/Step": STEP})


@given(shaped, json_values)
def test_validation_never_raises_on_arbitrary_schemas(schema: Any, value: Any) -> None:
    spec = operator().model_copy(update={"input_schema": {"properties": {"v": schema}}, "output_schema": {"x": schema}})
    document = definition({"a": task({"v": value}), "b": task({"v": {"$from": {"task": "a", "output": "v"}}})})
    validate(document, {"lib/Step": spec})
