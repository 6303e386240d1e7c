"""Each way a task can end has its exit code, its status and one sentence that helps."""

import json
from pathlib import Path

import pytest
from domino.outcome import EXIT_CODES, Status

from tests.integration.sdk.environments import EXAMPLES, MODELS, Ended, Environment, write_operator

CURE = "write large values to a file in results_path and return its path."


def says(ended: Ended, status: Status) -> str:
    assert ended.outcome is not None, ended.log
    assert (ended.outcome.status, ended.exit_code) == (status, EXIT_CODES[status]), ended.log
    if status is not Status.SUCCESS:
        assert ended.outputs is None
        assert ended.outcome.message in ended.log
    return ended.outcome.message


def failing(repository: Path, body: str) -> Path:
    code = f"from domino import BaseOperator\nclass Task(BaseOperator):\n    def piece_function(self, input_data):\n        {body}\n"
    return write_operator(repository, "Task", code)


def test_success_leaves_outputs_display_and_outcome(environment: Environment) -> None:
    ended = environment.run("GenerateTable", EXAMPLES, {"rows": 3})
    says(ended, Status.SUCCESS)
    assert ended.outputs is not None
    assert ended.outputs["rows"] == 3
    assert Path(ended.outputs["table"]) == ended.results / "sales.csv"
    assert ended.outcome is not None
    assert ended.outcome.display is not None
    assert (ended.outcome.display.file_type, ended.outcome.display.path) == ("csv", "sales.csv")
    assert ended.outcome.seconds > 0


def test_a_wrong_input_is_named_without_its_value(environment: Environment) -> None:
    ended = environment.run("GenerateTable", EXAMPLES, {"rows": "many-rows", "kind": "x"})
    message = says(ended, Status.INPUT_ERROR)
    assert message == (
        "Input kind should be 'sales', 'weather' or 'flowers'; "
        "Input rows should be a valid integer, unable to parse string as an integer."
    )
    assert ended.outcome is not None
    assert ended.outcome.traceback is None
    assert "many-rows" not in ended.log


def test_a_missing_input_is_named(environment: Environment) -> None:
    ended = environment.run("FilterRows", EXAMPLES, {"column": "a"})
    assert says(ended, Status.INPUT_ERROR) == "Input table is required."


def test_an_operator_error_has_the_authors_traceback_and_not_ours(environment: Environment) -> None:
    ended = environment.run("FailOnPurpose", EXAMPLES, {"message": "first line\nsecond line"})
    assert says(ended, Status.OPERATOR_ERROR) == "FailedOnPurposeError: first line"
    assert ended.outcome is not None
    trace = ended.outcome.traceback
    assert trace is not None
    assert trace.startswith('Traceback (most recent call last):\n  File "operators/FailOnPurpose/operator.py", line')
    assert "second line" in trace
    assert "perform.py" not in trace
    assert trace in ended.log


def test_a_failed_task_keeps_what_it_wants_to_show(environment: Environment) -> None:
    ended = environment.run("FailOnPurpose", EXAMPLES, {})
    assert ended.outcome is not None
    assert ended.outcome.display is not None
    assert (ended.results / ended.outcome.display.path).read_text().startswith("This was try 1.")


def test_a_later_try_succeeds_and_forgets_the_failure(environment: Environment) -> None:
    first = environment.run("FailOnPurpose", EXAMPLES, {"fail_until_try": 1})
    second = environment.run("FailOnPurpose", EXAMPLES, {"fail_until_try": 1}, context={"try_number": 2})
    says(first, Status.OPERATOR_ERROR)
    says(second, Status.SUCCESS)
    assert second.outputs == {"try_number": 2}


def test_outputs_of_an_earlier_try_do_not_outlive_a_failure(environment: Environment) -> None:
    environment.run("FailOnPurpose", EXAMPLES, {"fail_until_try": 0})
    assert environment.run("FailOnPurpose", EXAMPLES, {}).outputs is None


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("return {'text': 1.5}", "Output text should be a valid string."),
        ("return {}", "Output text is required."),
        ("from .models import OutputModel; return OutputModel.model_construct(text=object())",
         "The outputs cannot be written as JSON: PydanticSerializationError: Unable to serialize unknown type: <class 'object'>"),
        ("return None", "Output text is required."),
        ("from .models import OutputModel; return OutputModel(text=[])", "Output text should be a valid string."),
        ("return [1]", "The operator returned a list instead of its OutputModel or a dict."),
        ("return {'text': 'x' * 2000}", f"The outputs are 1.964 KiB, over the limit of 1000 bytes; {CURE}"),
    ],
)  # fmt: skip
def test_wrong_outputs_are_refused(environment: Environment, repository: Path, body: str, sentence: str) -> None:
    ended = environment.run("Task", failing(repository, body), {}, output_limit_bytes=1000)
    assert says(ended, Status.OUTPUT_ERROR) == sentence


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("raise ValueError", "The operator raised ValueError without a message."),
        ("raise SystemExit(3)", "The operator ended the process itself, with exit code 3."),
        ("import sys; sys.exit(0)", "The operator ended the process itself, with exit code 0."),
        ("input('name? ')", "EOFError: EOF when reading a line"),
        (r"raise OSError('name \udcff')", r"OSError: name \udcff"),
    ],
)
def test_whatever_an_operator_raises_is_its_own_error(
    environment: Environment, repository: Path, body: str, sentence: str
) -> None:
    assert says(environment.run("Task", failing(repository, body), {}), Status.OPERATOR_ERROR) == sentence


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (
            "import no_such_library",
            "The operator could not be loaded: ModuleNotFoundError: No module named 'no_such_library'",
        ),
        ("class Task:\n  def", "The operator could not be loaded: SyntaxError: invalid syntax (operator.py, line 2)"),
        ("class Tasks: pass", "Task/operator.py does not define a class Task."),
        ("class Task: pass", "The class Task does not define a method piece_function."),
    ],
)
def test_code_that_is_no_operator_is_the_authors_error(
    environment: Environment, repository: Path, code: str, sentence: str
) -> None:
    ended = environment.run("Task", write_operator(repository, "Task", code), {})
    assert says(ended, Status.OPERATOR_ERROR) == sentence
    assert ended.outcome is not None
    assert "importlib" not in (ended.outcome.traceback or "")


def test_a_validator_that_breaks_is_the_authors_error(environment: Environment, repository: Path) -> None:
    models = MODELS.replace("import BaseModel", "import BaseModel, field_validator").replace(
        '    text: str = ""\n',
        '    text: str = ""\n    @field_validator("text")\n    def check(cls, text): return {}[text]\n',
    )
    code = "from domino import BaseOperator\nclass Task(BaseOperator):\n    def piece_function(self, input_data): ...\n"
    ended = environment.run("Task", write_operator(repository, "Task", code, models), {"text": "a"})
    assert says(ended, Status.OPERATOR_ERROR) == "KeyError: 'a'"
    assert ended.outcome is not None
    assert ended.outcome.traceback is not None
    assert 'File "operators/Task/models.py"' in ended.outcome.traceback


@pytest.mark.parametrize("name", ["Nothing", "../Task", "a.b", ""])
def test_an_operator_that_is_not_there_is_the_platforms_error(
    environment: Environment, repository: Path, name: str
) -> None:
    request = environment.request("Task", failing(repository, "pass"), {}) | {"operator": name}
    assert environment.start(json.dumps(request).encode()).returncode == EXIT_CODES[Status.PLATFORM_ERROR]


def test_a_storage_that_cannot_be_written_is_the_platforms_error(environment: Environment, tmp_path: Path) -> None:
    (tmp_path / "storage").write_text("not a folder")
    ended = environment.run("Wait", EXAMPLES, {"seconds": 0})
    assert ended.exit_code == EXIT_CODES[Status.PLATFORM_ERROR]
    assert "Shared storage could not be used: Not a directory." in ended.log


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"operator": 1}', b"\xff", b'{"secrets": {"KEY": "hunter22"'])
def test_a_request_that_is_none_is_refused_without_repeating_it(environment: Environment, text: bytes) -> None:
    done = environment.start(text)
    assert done.returncode == EXIT_CODES[Status.PLATFORM_ERROR]
    assert b"ERROR The request" in done.stdout
    assert b"hunter22" not in done.stdout
    assert b"Traceback" not in done.stdout
