"""What the compiler makes of definitions, and what it refuses."""

import json
import random
from typing import Any

import pytest

from services.workflow_compiler.core import Compiled, Rejected, compilation, compile_workflow
from shared.workflow.digest import carried_digest, digest_in, digest_of
from tests.fixtures.golden import Golden, goldens, operators
from tests.unit.workflow.builders import STEP, chain, definition, operator, output, task

ids = [golden.file.stem for golden in goldens()]
each_golden = pytest.mark.parametrize("golden", goldens(), ids=ids)


def compiled(golden: Golden, document: dict[str, Any] | None = None) -> Compiled:
    outcome = compile_workflow(
        document or golden.definition,
        operators(),
        dag_id=golden.dag_id,
        name=golden.name,
        description=golden.description,
    )
    assert isinstance(outcome, Compiled), outcome
    return outcome


def source_of(document: dict[str, Any], **more: Any) -> str:
    specs = {"lib/Step": more.pop("spec", STEP)}
    outcome = compile_workflow(document, specs, **{"dag_id": "flow_1", "name": "Flow"} | more)
    assert isinstance(outcome, Compiled), outcome
    return outcome.source


@each_golden
def test_golden_definitions_compile_to_golden_files(golden: Golden) -> None:
    assert compiled(golden).source == golden.file.read_text()


@each_golden
def test_no_line_but_a_digest_is_longer_than_people_read(golden: Golden) -> None:
    assert all(len(line) <= 121 for line in golden.file.read_text().splitlines())


@each_golden
def test_the_file_carries_the_digest_of_itself(golden: Golden) -> None:
    outcome = compiled(golden)
    assert carried_digest(outcome.source) == outcome.digest == digest_of(outcome.source)
    assert digest_of(outcome.source.replace("dag_id", "dag_Id", 1)) != outcome.digest


@each_golden
def test_the_order_of_tasks_in_the_document_does_not_matter(golden: Golden) -> None:
    document = json.loads(json.dumps(golden.definition))
    tasks = list(document.get("tasks", {}).items())
    random.Random(7).shuffle(tasks)
    assert compiled(golden, document | {"tasks": dict(tasks)}).source == compiled(golden).source


def test_the_layout_does_not_change_the_file() -> None:
    moved = chain(2) | {"layout": {"nodes": {"t0": {"x": 100, "y": 3}}, "zoom": 2}}
    assert source_of(moved) == source_of(chain(2))


def test_digests_are_found_in_what_airflow_tells() -> None:
    source = source_of(chain(1))
    digest = carried_digest(source)
    assert digest_in(f"Made by Domino. Digest: {digest}") == digest
    assert digest_in("Made by somebody else.") is None
    assert digest_in(None) is None


def test_text_that_looks_like_a_digest_line_does_not_count() -> None:
    fake = f'x\n    doc_md="Made by Domino. Digest: {"a" * 64}",'
    source = source_of(definition({"a": task({"text": fake}, title=fake)}), description=fake)
    assert carried_digest(source) == digest_of(source) != "a" * 64


def test_images_are_named_once_and_sorted() -> None:
    specs = {"lib/B": operator("B"), "lib/A": operator("A")}
    tasks = {"x": {"operator": "lib/B"}, "y": {"operator": "lib/A"}, "z": {"operator": "lib/B"}}
    outcome = compile_workflow(definition(tasks), specs, dag_id="flow_1", name="Flow")
    assert isinstance(outcome, Compiled)
    assert outcome.images == ("a-group:1", "b-group:1")


def test_errors_reject_and_warnings_do_not() -> None:
    rejected = compile_workflow(definition({"a": {"operator": "lib/Gone"}}), {}, dag_id="flow_1", name="Flow")
    assert isinstance(rejected, Rejected)
    assert [problem.code for problem in rejected.problems] == ["operator.unknown"]
    empty = compile_workflow({}, {}, dag_id="flow_1", name="Flow")
    assert isinstance(empty, Compiled)
    assert [problem.code for problem in empty.warnings] == ["workflow.empty"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"dag_id": "../x"}, "dag_id.invalid"),
        ({"dag_id": "a\n"}, "dag_id.invalid"),
        ({"dag_id": ""}, "dag_id.invalid"),
        ({"name": "x" * 251}, "name.invalid"),
        ({"name": "\ud800"}, "name.invalid"),
        ({"description": "\0"}, "description.invalid"),
    ],
)
def test_names_that_airflow_could_not_keep_are_refused(more: dict[str, str], code: str) -> None:
    outcome = compile_workflow(chain(1), {"lib/Step": STEP}, **{"dag_id": "flow_1", "name": "Flow"} | more)
    assert isinstance(outcome, Rejected)
    assert [problem.code for problem in outcome.problems] == [code]


def test_a_file_that_could_not_be_sent_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compilation, "MAX_SOURCE", 1_000)
    outcome = compile_workflow(chain(10), {"lib/Step": STEP}, dag_id="flow_1", name="Flow")
    assert isinstance(outcome, Rejected)
    assert [problem.code for problem in outcome.problems] == ["document.too_large"]


def test_defaults_are_left_out() -> None:
    plain = source_of(definition({"a": task(retries=0, after=[], storage_access="read_write")}))
    assert plain == source_of(definition({"a": task()}))
    assert "retr" not in plain
    assert "storage_access" not in plain


def test_a_workflow_without_storage_gives_no_task_access_to_it() -> None:
    source = source_of(definition({"a": task()}, storage={"source": "none"}))
    assert 'storage_access="none"' in source


def test_a_task_may_ask_for_other_resources_than_its_author() -> None:
    spec = STEP.model_copy(update={"resources": STEP.resources.model_copy(update={"cpu": "1", "gpu": 1})})
    assert 'resources={"cpu": "1", "gpu": 1}' in source_of(definition({"a": task()}), spec=spec)
    asked = definition({"a": task(resources={"memory": "1Gi", "gpu": 0})})
    assert 'resources={"cpu": "1", "memory": "1Gi"}' in source_of(asked, spec=spec)


def test_secrets_are_named_not_told() -> None:
    spec = STEP.model_copy(update={"secrets_schema": {"properties": {"KEY": {"default": "hush"}}}})
    source = source_of(definition({"a": task()}), spec=spec)
    assert 'secrets=("KEY",)' in source
    assert "hush" not in source


def test_order_that_bindings_imply_is_not_repeated() -> None:
    tasks = {"a": task(), "b": task({"text": output("a")}, after=["a"]), "c": task(after=["b"])}
    edges = [line.strip() for line in source_of(definition(tasks)).splitlines() if ">>" in line]
    assert edges == ["b >> c"]
