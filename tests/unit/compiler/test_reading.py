"""The last gate: files that hold anything a DAG file does not need are refused."""

import pytest

from services.workflow_compiler.core.program import FILE_DOCSTRING
from services.workflow_compiler.core.reading import ForbiddenSyntaxError, read

HEAD = f'''"""{FILE_DOCSTRING}"""

from airflow.sdk import DAG, Param
from domino_airflow import OperatorTask, param

'''


def file(value: str = "1", task: str = "a = OperatorTask(task_id='a')", after: str = "") -> str:
    return f"{HEAD}with DAG(dag_id={value}):\n    {task}\n{after}"


@pytest.mark.parametrize(
    "value", ["1", "-1.5", "'x'", "None", "[1, (2,), {'a': True}]", "Param(1, type='x')", "param('p')"]
)
def test_plain_data_and_allowed_calls_pass(value: str) -> None:
    read(file(value))


@pytest.mark.parametrize(
    "value",
    [
        "open('x')",
        "__import__('os').system('true')",
        "DAG.mro()",
        "x",
        "1 + 1",
        "f'{1}'",
        "b'x'",
        "...",
        "1j",
        "lambda: 1",
        "[x for x in ()]",
        "{**{}}",
        "{1: 2}",
        "{'a': 1, 'a': 2}",
        "[*()]",
        "{1}",
        "param(*'p')",
        "param(**{})",
        "a.output['x']",
        "(y := 1)",
        "-True",
        "--1",
        "-'x'",
        "timedelta(1)",
        "'x'.join([])",
        "print",
        "1 if 1 else 2",
        "not 1",
        "await x",
    ],
)
def test_other_expressions_are_refused(value: str) -> None:
    with pytest.raises(ForbiddenSyntaxError):
        read(file(value))


@pytest.mark.parametrize(
    "statement",
    [
        "import os",
        "a = 1",
        "a = b = OperatorTask(task_id='a')",
        "a: int = OperatorTask(task_id='a')",
        "class_.x = OperatorTask(task_id='a')",
        "DAG = OperatorTask(task_id='a')",
        "__builtins__ = OperatorTask(task_id='a')",
        "OperatorTask(task_id='a')",
        "a >> b",
        "a = OperatorTask('a')",
        "a = param('a')",
        "pass; pass",
        "exec('1')",
        "if 1: pass",
        "def f(): pass",
        "a = OperatorTask(task_id='a'); a = OperatorTask(task_id='b')",
        "a = OperatorTask(task_id='a'); a >> a; b = OperatorTask(task_id='b')",
        "a = OperatorTask(task_id='a'); a << a",
        "a = OperatorTask(task_id='a', inputs=b.output['x'])",
        "a = OperatorTask(task_id='a', inputs=a.output['x'])",
    ],
)
def test_other_statements_are_refused(statement: str) -> None:
    with pytest.raises(ForbiddenSyntaxError):
        read(file(task=statement))


@pytest.mark.parametrize(
    "source",
    [
        "",
        "1",
        file(after="x = 1\n"),
        file().replace("with DAG", "async with DAG"),
        file().replace("with DAG(dag_id=1)", "with DAG(dag_id=1) as dag"),
        file().replace("with DAG(dag_id=1)", "with DAG(dag_id=1), DAG(dag_id=2)"),
        file().replace("DAG, Param", "DAG as OperatorTask"),
        file().replace("DAG, Param", "DAG, Param, DAG"),
        file().replace("DAG, Param", "*"),
        file().replace("airflow.sdk", ".airflow"),
        file().replace("airflow.sdk", "os"),
        file().replace("DAG, Param", "DAG, BaseOperator"),
        file().replace(FILE_DOCSTRING, "Something else"),
        "import os\n" + file(),
        file() + "\0",
        file("(" * 300 + ")" * 300),
        file("-" * 100_000 + "1"),
    ],
)
def test_other_files_are_refused(source: str) -> None:
    with pytest.raises(ForbiddenSyntaxError):
        read(source)
