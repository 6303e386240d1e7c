"""A dry run is the real path, in the test's own process."""

import logging
from pathlib import Path

import pytest
from domino import BaseOperator
from domino.outcome import Status
from domino.testing import DryRunError, operator_dry_run, piece_dry_run
from domino.testing.utils import skip_envs
from pydantic import BaseModel, ValidationError

EXAMPLES = Path(__file__).parents[3] / "examples" / "operators_repository"


class InputModel(BaseModel):
    text: str = "a b"


class OutputModel(BaseModel):
    words: int
    folder: str


class SecretsModel(BaseModel):
    KEY: str = ""


class CountWords(BaseOperator):
    def piece_function(self, input_data: InputModel, secrets_data: SecretsModel) -> dict[str, object]:
        self.logger.info("counting with %s", secrets_data.KEY)
        if not input_data.text:
            raise LookupError("nothing to count")
        return {
            "words": len(input_data.text.split()) if input_data.text != "?" else "many",
            "folder": self.results_path,
        }


def test_a_class_runs_with_the_models_beside_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    outputs = operator_dry_run(CountWords, {"text": "one two"}, {"KEY": "k"}, tmp_path)
    assert isinstance(outputs, OutputModel)
    assert outputs.words == 2
    assert Path(outputs.folder).is_relative_to(tmp_path)
    assert caplog.messages == ["counting with k"]


def test_an_operator_of_a_repository_runs_by_name() -> None:
    inputs = {"text": "🦆"}
    assert operator_dry_run("EchoText", inputs, repository=EXAMPLES).text == "🦆"
    outputs = piece_dry_run("EchoText", inputs, repository_folder_path=EXAMPLES)
    assert Path(outputs["file"]).read_text() == "🦆"


def test_what_the_operator_raises_passes_through() -> None:
    with pytest.raises(LookupError, match="nothing to count"):
        operator_dry_run(CountWords, {"text": ""})
    with pytest.raises(ValidationError):
        operator_dry_run(CountWords, {"text": 1})


def test_refused_outputs_are_a_dry_run_error() -> None:
    with pytest.raises(DryRunError, match="Output words should be a valid integer") as caught:
        operator_dry_run(CountWords, {"text": "?"})
    assert caught.value.status is Status.OUTPUT_ERROR


def test_an_operator_outside_of_a_task_says_what_to_do() -> None:
    with pytest.raises(RuntimeError, match="operator_dry_run"):
        _ = CountWords().results_path


def test_a_name_outside_of_a_repository_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LookupError, match="does not lie in an operator repository"):
        operator_dry_run("EchoText", {})


def test_tests_are_left_out_in_named_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOMINO_TEST_ENVIRONMENT", "github")
    assert skip_envs("elsewhere")(lambda: "ran")() == "ran"
    with pytest.raises(BaseException, match="left out in the environment github"):
        skip_envs("github")(lambda: "ran")()
