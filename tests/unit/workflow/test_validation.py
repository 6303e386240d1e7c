"""The rules of a definition, each with its place and code."""

import pytest

from shared.workflow.problems import Problem
from tests.unit.workflow.builders import chain, definition, found, operator, output, problems_of, task


def only(document: object) -> Problem:
    (problem,) = problems_of(document)
    return problem


def test_a_good_definition_has_no_problems() -> None:
    assert found(chain(3)) == []


def test_the_smallest_definition_only_gets_a_warning() -> None:
    (problem,) = problems_of({})
    assert (problem.code, problem.severity) == ("workflow.empty", "warning")


@pytest.mark.parametrize("document", [None, 3, "text", [], [{}], True])
def test_what_is_not_an_object_is_refused(document: object) -> None:
    assert found(document) == [("", "document.not_an_object")]


@pytest.mark.parametrize(
    ("part", "place", "code"),
    [
        ({"shema": "x"}, "/shema", "field.unknown"),
        ({"schema": "domino/workflow/v2"}, "/schema", "schema.unknown"),
        ({"tasks": []}, "/tasks", "field.wrong_type"),
        ({"tasks": {"a": {}}}, "/tasks/a/operator", "field.missing"),
        ({"tasks": {"a": task(retries="3")}}, "/tasks/a/retries", "field.wrong_type"),
        ({"tasks": {"a": task(retries=True)}}, "/tasks/a/retries", "field.wrong_type"),
        ({"tasks": {"a": task(retries=-1)}}, "/tasks/a/retries", "field.out_of_range"),
        ({"tasks": {"a": task(timeout_seconds=0)}}, "/tasks/a/timeout_seconds", "field.out_of_range"),
        ({"tasks": {"a": task(trigger_rule="when_ready")}}, "/tasks/a/trigger_rule", "field.not_allowed"),
        ({"tasks": {"a": task(title="x" * 251)}}, "/tasks/a/title", "field.too_long"),
        ({"tasks": {"a": task(after="b")}}, "/tasks/a/after", "field.wrong_type"),
        ({"tasks": {"a": task(rules=1)}}, "/tasks/a/rules", "field.unknown"),
        ({"settings": {"max_active_runs": 0}}, "/settings/max_active_runs", "field.out_of_range"),
        ({"settings": {"schedule": {"preset": "@x"}}}, "/settings/schedule/preset", "schedule.unknown_preset"),
        (
            {"settings": {"schedule": {"cron": "0 6 * * *", "start_at": 1700000000}}},
            "/settings/schedule/start_at",
            "field.not_a_time",
        ),
        (
            {"settings": {"schedule": {"cron": "0 6 * * *", "preset": "@daily"}}},
            "/settings/schedule/cron",
            "field.unknown",
        ),
        ({"settings": {"schedule": {"timezone": "UTC"}}}, "/settings/schedule/cron", "field.missing"),
    ],
)
def test_a_part_that_cannot_be_read_is_named_by_place(part: dict[str, object], place: str, code: str) -> None:
    assert found(part) == [(place, code)]


@pytest.mark.parametrize("key", ["", "1a", "a-b", "a b", "a\n", "ä", "a" * 64, "a/b", "a.b"])
def test_task_keys_are_identifiers(key: str) -> None:
    (problem,) = problems_of(definition({key: task()}))
    assert problem.code == "key.invalid"


@pytest.mark.parametrize("key", ["class", "DAG", "_", "__init__", "a" * 63, "print"])
def test_keys_that_mean_something_to_python_are_fine(key: str) -> None:
    assert found(definition({key: task()})) == []


@pytest.mark.parametrize(
    ("name", "code", "hint"),
    [
        ("Step", "operator.malformed", "examples/CountWords"),
        ("lib/", "operator.malformed", "examples/CountWords"),
        ("lob/Step", "repository.unknown", "did you mean “lib”?"),
        ("lib/Stepp", "operator.unknown", "did you mean “Step”?"),
    ],
)
def test_operators_are_looked_up(name: str, code: str, hint: str) -> None:
    problem = only(definition({"a": {"operator": name}}))
    assert (problem.path, problem.code) == ("/tasks/a/operator", code)
    assert hint in problem.message


def test_tasks_of_unknown_operators_do_not_cause_more_problems() -> None:
    document = definition({"a": {"operator": "lib/Gone"}, "b": task({"text": output("a", "whatever")})})
    assert found(document) == [("/tasks/a/operator", "operator.unknown")]


def test_a_missing_input_says_what_to_do() -> None:
    spec = operator(inputs={"url": {"type": "string", "title": "URL"}})
    (problem,) = problems_of(definition({"a": task()}), spec)
    assert (problem.path, problem.code) == ("/tasks/a/inputs/url", "input.missing")
    assert problem.message == "“URL” is required; give it a value or connect it."


def test_an_unknown_input_is_an_error_with_a_hint() -> None:
    problem = only(definition({"a": task({"txt": "x"})}))
    assert (problem.path, problem.code, problem.severity) == ("/tasks/a/inputs/txt", "input.unknown", "error")
    assert problem.message.endswith("did you mean “text”?")


@pytest.mark.parametrize(
    ("binding", "code"),
    [
        (output("b"), "binding.unknown_task"),
        (output("a", "txt"), "binding.unknown_output"),
        (output("a", "count"), "binding.wrong_type"),
        (output("c"), "binding.itself"),
        ({"$param": "city"}, "binding.unknown_param"),
        ({"$from": {"task": "a"}}, "binding.malformed"),
        ({"$from": {"task": "a", "output": "text", "path": "x"}}, "binding.malformed"),
        ({"$from": "a"}, "binding.malformed"),
        ({"$param": ""}, "binding.malformed"),
        ({"$param": 3}, "binding.malformed"),
        ({"$param": "city", "$from": {}}, "binding.malformed"),
        ({"$from": {"task": "a", "output": "text"}, "more": 1}, "binding.malformed"),
    ],
)
def test_a_binding_has_to_lead_somewhere(binding: object, code: str) -> None:
    document = definition({"a": task(), "c": task({"text": binding})})
    assert found(document) == [("/tasks/c/inputs/text", code)]


def test_bindings_are_found_at_any_depth() -> None:
    deep = {"list": [1, {"field": output("gone")}]}
    assert found(definition({"a": task({"anything": deep})})) == [
        ("/tasks/a/inputs/anything/list/1/field", "binding.unknown_task")
    ]


def test_quoted_data_is_not_a_binding() -> None:
    quoted = {"$literal": {"$from": {"task": "gone", "output": "x"}}}
    assert found(definition({"a": task({"anything": quoted})})) == []
    assert found(definition({"a": task({"text": quoted})})) == [("/tasks/a/inputs/text/$literal", "input.wrong_type")]


def test_a_param_has_to_fit_the_input() -> None:
    params = {"properties": {"city": {"type": "string", "default": "Bern"}, "n": {"type": "integer"}}}
    document = definition({"a": task({"text": {"$param": "city"}, "count": {"$param": "city"}})}, params=params)
    assert found(document) == [("/tasks/a/inputs/count", "binding.wrong_type")]


def test_a_param_that_may_be_null_is_a_warning_for_an_input_that_may_not() -> None:
    params = {"properties": {"n": {"type": "integer"}}}
    problem = only(definition({"a": task({"count": {"$param": "n"}})}, params=params))
    assert (problem.code, problem.severity) == ("binding.may_not_fit", "warning")


def test_an_output_that_may_not_fit_is_a_warning() -> None:
    spec = operator(
        inputs={"text": {"type": "string", "default": ""}},
        outputs={"maybe": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
    )
    document = definition({"a": task(), "b": task({"text": output("a", "maybe")})})
    (problem,) = problems_of(document, spec)
    assert (problem.code, problem.severity) == ("binding.may_not_fit", "warning")
    assert "may give nothing, which is not text" in problem.message


def test_from_upstream_is_honoured() -> None:
    spec = operator(
        inputs={
            "always": {"type": "string", "from_upstream": "always", "default": ""},
            "never": {"type": "string", "from_upstream": "never", "default": ""},
        },
        outputs={"text": {"type": "string"}},
    )
    document = definition({"a": task(), "b": task({"always": "typed", "never": output("a")})})
    assert found(document, spec) == [
        ("/tasks/b/inputs/always", "input.must_be_bound"),
        ("/tasks/b/inputs/never", "input.must_not_be_bound"),
    ]


def test_from_upstream_is_honoured_inside_list_items() -> None:
    row = {"type": "object", "properties": {"v": {"type": "string", "from_upstream": "always"}}, "required": ["v"]}
    spec = operator(
        inputs={"rows": {"type": "array", "items": {"$ref": "#/$defs/Row"}, "default": []}},
        outputs={"text": {"type": "string"}},
        defs={"Row": row},
    )
    document = definition({"a": task(), "b": task({"rows": [{"v": output("a")}, {"v": "typed"}, {}]})})
    assert found(document, spec) == [
        ("/tasks/b/inputs/rows/1/v", "input.must_be_bound"),
        ("/tasks/b/inputs/rows/2/v", "input.missing"),
    ]


def test_after_names_other_tasks() -> None:
    document = definition({"a": task(after=["a", "b", "c"]), "b": task()})
    assert found(document) == [("/tasks/a/after/0", "after.itself"), ("/tasks/a/after/2", "after.unknown_task")]


def test_a_cycle_is_named_along_its_way() -> None:
    tasks = {
        "c": task({"text": output("b")}, title="Third"),
        "a": task({"text": output("c")}),
        "b": task(after=["a"]),
        "d": task(after=["c"]),
    }
    problem = only(definition(tasks))
    assert (problem.path, problem.code) == ("/tasks/c", "graph.cycle")
    assert "Third → a → b → Third" in problem.message


def test_outputs_defined_by_the_builder_can_be_bound() -> None:
    spec = operator(
        inputs={
            "outputs": {"type": "array", "items": {"$ref": "#/$defs/OutputModifierModel"}, "default": []},
            "count": {"type": "integer", "default": 0},
        },
        defs={"OutputModifierModel": {"type": "object", "properties": {"name": {"type": "string"}}}},
    )
    rows = [{"name": "size", "type": "integer"}, {"name": "label", "type": "string"}]
    document = definition(
        {
            "a": task({"outputs": rows}),
            "b": task({"count": output("a", "size")}),
            "c": task({"count": output("a", "label")}),
            "d": task({"count": output("a", "gone")}),
        }
    )
    assert [one for one in found(document, spec) if not one[0].startswith("/tasks/a")] == [
        ("/tasks/c/inputs/count", "binding.wrong_type"),
        ("/tasks/d/inputs/count", "binding.unknown_output"),
    ]


def test_a_mapped_input_takes_a_list() -> None:
    document = definition({"a": task({"text": "one"}, map="text"), "b": task({"text": ["one", "two"]}, map="text")})
    assert found(document) == [
        ("/tasks/a/inputs/text", "input.wrong_type"),
        ("/tasks/a/map", "map.not_available"),
        ("/tasks/b/map", "map.not_available"),
    ]


def test_a_task_can_only_be_mapped_over_its_inputs() -> None:
    assert ("/tasks/a/map", "map.unknown_input") in found(definition({"a": task(map="txt")}))


@pytest.mark.parametrize(("cpu", "fits"), [("500m", True), ("0.5", True), ("2", True), ("half", False), ("-1", False)])
def test_amounts_of_cpu_are_in_kubernetes_notation(cpu: str, fits: bool) -> None:
    expected = [] if fits else [("/tasks/a/resources/cpu", "resources.bad_quantity")]
    assert found(definition({"a": task(resources={"cpu": cpu})})) == expected


@pytest.mark.parametrize(("memory", "fits"), [("256Mi", True), ("2G", True), ("256", True), ("256 MB", False)])
def test_amounts_of_memory_are_in_kubernetes_notation(memory: str, fits: bool) -> None:
    expected = [] if fits else [("/tasks/a/resources/memory", "resources.bad_quantity")]
    assert found(definition({"a": task(resources={"memory": memory})})) == expected


def test_keys_in_places_are_escaped() -> None:
    assert found(definition({"a": task({"a/b~c": 1})})) == [("/tasks/a/inputs/a~1b~0c", "input.unknown")]


def test_every_message_is_one_sentence() -> None:
    document = definition({"a": task({"text": 3, "cuont": 1}), "b": {"operator": "x"}, "c": task(after=["c", "q"])})
    for problem in problems_of(document):
        assert problem.message[-1] in ".?"
        assert "\n" not in problem.message
