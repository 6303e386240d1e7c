"""Operators of every age are called the way they were written."""

import json
from pathlib import Path

import pytest

from tests.integration.sdk.environments import MODELS, Environment, write_operator

WITH_SECRETS = MODELS + "\nclass SecretsModel(BaseModel):\n    KEY: str\n"


@pytest.mark.parametrize(
    ("method", "models"),
    [
        ("def piece_function(self, input_data): return {'text': input_data.text}", MODELS),
        ("def piece_function(self, input_model): return {'text': input_model.text}", MODELS),
        ("def operator_function(self, input_model): return {'text': input_model.text}", MODELS),
        ("def piece_function(self, input_data, secrets_data): return {'text': secrets_data.KEY[:0] + input_data.text}", WITH_SECRETS),
        ("def piece_function(self, input_data, secrets): return {'text': secrets.KEY[:0] + input_data.text}", WITH_SECRETS),
        ("def piece_function(self, input_data, secrets_data=None): return {'text': input_data.text[: len(secrets_data.KEY)]}", WITH_SECRETS),
        ("def piece_function(self, input_data): return {'text': self.secrets.KEY[:0] + input_data.text}", WITH_SECRETS),
        ("def piece_function(self, input_data, secrets_data): return {'text': input_data.text if secrets_data is None else ''}", MODELS),
        ("def piece_function(self, input_data, *args, **kwargs): return {'text': input_data.text}", MODELS),
        ("@staticmethod\n    def piece_function(input_data): return {'text': input_data.text}", MODELS),
        ("def __init__(self, **kwargs): super().__init__(**kwargs)\n    def piece_function(self, input_data): return {'text': input_data.text}", MODELS),
    ],
)  # fmt: skip
def test_a_signature_is_served(environment: Environment, repository: Path, method: str, models: str) -> None:
    code = f"from domino import BaseOperator\nclass Task(BaseOperator):\n    {method}\n"
    ended = environment.run(
        "Task", write_operator(repository, "Task", code, models), {"text": "abc"}, secrets={"KEY": "hunter22"}
    )
    assert ended.outputs == {"text": "abc"}, ended.log


def test_a_model_file_in_the_singular_and_a_class_of_the_earlier_releases_work(
    environment: Environment, repository: Path
) -> None:
    code = """
from domino.base_piece import BasePiece
from .model import InputModel, OutputModel
class Task(BasePiece):
    def piece_function(self, input_data: InputModel) -> OutputModel:
        return OutputModel(text=input_data.text)
"""
    write_operator(repository, "Task", code)
    folder = repository / "operators" / "Task"
    (folder / "models.py").rename(folder / "model.py")
    assert environment.run("Task", repository, {"text": "a"}).outputs == {"text": "a"}


def test_a_module_named_operator_does_not_shadow_the_standard_library(
    environment: Environment, repository: Path
) -> None:
    code = """
import operator, collections
from domino import BaseOperator
from ..shared_code.words import shout
from shared_code import words
import json
from pathlib import Path
class Task(BaseOperator):
    def piece_function(self, input_data):
        assert operator.itemgetter(0)("ab") == "a"
        data = Path(__file__).with_name("data.txt").read_text()
        return {"text": shout(data) + words.shout("b")}
"""
    write_operator(repository, "Task", code)
    (repository / "operators" / "Task" / "data.txt").write_text("a")
    (repository / "operators" / "shared_code").mkdir()
    (repository / "operators" / "shared_code" / "words.py").write_text("def shout(text): return text.upper()\n")
    # Started in the operator's own folder, where operator.py and models.py lie.
    done = environment.start(
        json.dumps(environment.request("Task", repository, {})).encode(), cwd=repository / "operators" / "Task"
    )
    assert done.returncode == 0, done.stdout.decode()
    assert environment.run("Task", repository, {}).outputs == {"text": "AB"}


def test_an_operator_knows_its_task(environment: Environment, repository: Path) -> None:
    code = """
import os, json
import json
from pathlib import Path
from domino import BaseOperator
class Task(BaseOperator):
    def piece_function(self, input_data):
        assert (self.results_path / "a.txt").endswith("/results/a.txt")
        Path(self.results_path, "a.txt").write_text("a")
        (self.report_path / "b.txt").write_text("b")
        assert os.path.isdir(self.xcom_path) and os.path.isfile(self.results_path + "/a.txt")
        assert self.results_path.startswith(self.workflow_shared_storage_path + "/")
        assert self.upstream_folders["before"].endswith("/flow/run__1/before")
        return {"text": json.dumps([self.dag_id, self.task_id, self.airflow_context["map_index"], self.results_path])}
"""
    ended = environment.run(
        "Task",
        write_operator(repository, "Task", code),
        {},
        context={"map_index": 2},
        upstream_folders={"before": "flow/run__1/before"},
    )
    assert ended.outputs is not None, ended.log
    assert ended.folder.path == "flow/run__1/Task/2"
    assert ended.outputs["text"] == f'["flow", "Task", 2, "{ended.results}"]'
