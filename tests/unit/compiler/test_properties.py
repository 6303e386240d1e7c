"""Whatever people type: the file's syntax depends on the topology only, values arrive unchanged, and running the file does
nothing but import and define."""

import ast
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.workflow_compiler.core import Compiled, compile_workflow
from services.workflow_compiler.core.literals import WIDTH, quote, write
from services.workflow_compiler.core.program import identical
from shared.workflow.limits import is_sendable
from tests.unit.workflow.builders import STEP, definition, output, task

PAYLOADS = [
    '"); import os; os.system("true") #', "'''", '"""', "\\", "\\\n", "\\'", '\\"', "\r", "\r\n", "\n\n", "\u2028", "\u2029",
    "\x85", "\x0b", "\x0c", "\x1c", "\u202e", "\ufeff", "{{ 7*7 }}", "{% for x in y %}", "${HOME}", "%(x)s", "{0}", "{$from}",
    "__import__('os').system('true')", "# coding: rot13", "\\N{BULLET}", "\\x00", "\\u0000", "\\101", "f'{1}'", "'", '"', "'\"",
    "😀", "é", "漢", "\u200b", "a" * 500, "x y " * 200, " " * 300, "\t", "]})", "eval(compile('1','','eval'))", "*/", "<!--",
    "require('child_process').exec('true')", "{{constructor.constructor('return process')()}}", "=cmd|' /C calc'!A0", "$(true)",
    "`true`", "; true", "../../etc/passwd", "doc_md=", 'Made by Domino. Digest: ",',
]  # fmt: skip
texts = (
    st.sampled_from(PAYLOADS)
    | st.text(min_size=1, max_size=200)
    | st.lists(st.sampled_from(PAYLOADS), min_size=1, max_size=6).map("".join)
).filter(lambda text: is_sendable(text) and bool(text))
SLOTS = 9


def document_of(slots: list[str]) -> dict[str, Any]:
    """One definition with arbitrary text in every text position; always the same topology."""
    quoted = {"$literal": {slots[2]: [slots[3], {"$from": slots[4]}]}}
    return definition(
        {
            "a": task({"text": slots[0], "anything": quoted}, title=slots[1][:250]),
            "b": task({"text": output("a"), "anything": {"k": [slots[5], {"$param": "p"}]}}, after=["a"]),
            "class": task(after=["a", "b"]),
        },
        params={
            "properties": {"p": {"type": "string", "default": slots[6], "title": slots[7], "description": slots[8]}}
        },
    )


def compile_slots(slots: list[str], name: str, description: str) -> str:
    outcome = compile_workflow(
        document_of(slots), {"lib/Step": STEP}, dag_id="flow_1", name=name[:250], description=description
    )
    assert isinstance(outcome, Compiled), outcome
    return outcome.source


class Blank(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        return ast.copy_location(ast.Constant("" if isinstance(node.value, str) else node.value), node)


def topology(source: str) -> str:
    return ast.dump(Blank().visit(ast.parse(source)))


PLAIN = topology(compile_slots(["x"] * SLOTS, "x", "x"))
slots = st.lists(texts, min_size=SLOTS, max_size=SLOTS)


@given(slots, texts, texts)
def test_text_never_becomes_code(chosen: list[str], name: str, description: str) -> None:
    assert topology(compile_slots(chosen, name, description)) == PLAIN


EVENTS: list[str] = []
RECORDING = [False]


def _record(event: str, arguments: tuple[Any, ...]) -> None:
    if RECORDING[0]:
        EVENTS.append(event)


@contextmanager
def stand_ins() -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """Modules that only remember what a DAG file says; an audit hook sees whatever else the file does."""
    said: list[tuple[str, dict[str, Any]]] = []

    class Spoken:
        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            self.arguments = arguments
            said.append((type(self).__name__, keywords))
            self.output = _Outputs()

        def __enter__(self) -> None: ...
        def __exit__(self, *_: object) -> None: ...
        def __rshift__(self, other: object) -> object:
            return other

    class _Outputs:
        def __getitem__(self, name: str) -> tuple[str, str]:
            return ("output", name)

    fakes = {
        "airflow": ModuleType("airflow"),
        "airflow.sdk": SimpleNamespace(DAG=type("DAG", (Spoken,), {}), Param=type("Param", (Spoken,), {})),
        "domino_airflow": SimpleNamespace(
            OperatorTask=type("OperatorTask", (Spoken,), {}), param=lambda name: ("param", name)
        ),
    }
    with pytest.MonkeyPatch.context() as patch:
        for module, fake in fakes.items():
            patch.setitem(sys.modules, module, fake)
        EVENTS.clear()
        RECORDING[0] = True
        try:
            yield said
        finally:
            RECORDING[0] = False


@pytest.fixture(scope="module", autouse=True)
def hook() -> None:
    sys.addaudithook(_record)  # cannot be removed; it is silent outside `stand_ins`


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(slots, texts)
def test_running_the_file_only_imports_and_values_arrive_unchanged(chosen: list[str], name: str) -> None:
    code = compile(compile_slots(chosen, name, "x"), "dag.py", "exec")
    with stand_ins() as said:
        exec(code, {"__name__": "dag"})  # noqa: S102 - running the generated file is what is tested
    assert set(EVENTS) <= {"exec", "import"}
    tasks = {keywords["task_id"]: keywords for kind, keywords in said if kind == "OperatorTask"}
    assert tasks["a"]["inputs"] == {
        "text": chosen[0],
        "anything": {chosen[2]: [chosen[3], {"$from": chosen[4]}]},
    }
    assert tasks["a"]["task_display_name"] == chosen[1][:250]
    assert tasks["b"]["inputs"]["anything"] == {"k": [chosen[5], ("param", "p")]}
    dag = next(keywords for kind, keywords in said if kind == "DAG")
    assert dag["dag_display_name"] == name[:250]
    assert dag["params"]["p"].arguments == (chosen[6],)


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**1023), 2**1023)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts
    | st.text()
)
data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=30), inner, max_size=5),
    max_leaves=30,
)


@given(data, st.integers(0, 40))
def test_a_literal_reads_back_as_the_same_value(value: Any, indent: int) -> None:
    assert identical(ast.literal_eval(write(value, indent)), value)


@given(st.text())
def test_lines_of_long_text_are_not_too_long(text: str) -> None:
    assert all(len(line) <= WIDTH + 2 for line in write(text * 20, 8).splitlines())


@given(st.text(max_size=20) | texts)
def test_quoting_is_readable_ascii_or_printable(text: str) -> None:
    assert ast.literal_eval(quote(text)) == text
    assert quote(text).isprintable()


KEYS = ["a", "b", "c", "d", "class", "DAG", "__name__", "print", "t1", "t10"]
edges = st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS), st.booleans()), max_size=20)


@given(edges)
def test_arbitrary_graphs_keep_their_order_or_are_told_of_their_cycle(chosen: list[tuple[str, str, bool]]) -> None:
    tasks = {key: task({"anything": []}) for key in KEYS}
    for before, after, bound in chosen:
        tasks[after].setdefault("after", []).append(before) if not bound else tasks[after]["inputs"]["anything"].append(
            output(before)
        )
    outcome = compile_workflow(definition(tasks), {"lib/Step": STEP}, dag_id="flow_1", name="x")
    again = compile_workflow(definition(dict(reversed(tasks.items()))), {"lib/Step": STEP}, dag_id="flow_1", name="x")
    if not isinstance(outcome, Compiled):
        assert _has_cycle({(before, after) for before, after, _ in chosen})
        return
    assert isinstance(again, Compiled)
    assert outcome.source == again.source
    _, body = [node for node in ast.parse(outcome.source).body if not isinstance(node, ast.ImportFrom)]
    assert isinstance(body, ast.With)
    rank = {
        keyword.value.value: index
        for index, statement in enumerate(body.body)
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Call)
        for keyword in statement.value.keywords
        if keyword.arg == "task_id" and isinstance(keyword.value, ast.Constant)
    }
    assert all(rank[before] < rank[after] for before, after, _ in chosen)


def _has_cycle(pairs: set[tuple[str, str]]) -> bool:
    reachable = set(pairs)
    for middle in KEYS:
        into = {before for before, after in reachable if after == middle}
        out = {after for before, after in reachable if before == middle}
        reachable |= {(before, after) for before in into for after in out}
    return any(before == after for before, after in reachable)
