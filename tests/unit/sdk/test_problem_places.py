"""Organizing says in which line of which file something is wrong, and what to do."""

from pathlib import Path

import pytest
from domino.command_line import main

MODELS = """\
from pydantic import BaseModel

class InputModel(BaseModel):
    text: str

class OutputModel(BaseModel):
    text: str
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    write(tmp_path, "config.toml", '[repository]\nREPOSITORY_NAME = "tools"\nVERSION = "1.0"\n')
    write(tmp_path, "operators/Add/models.py", MODELS)
    write(tmp_path, "operators/Add/operator.py", "class Add: ...\n")
    return tmp_path


def write(repository: Path, path: str, text: str) -> None:
    (repository / path).parent.mkdir(parents=True, exist_ok=True)
    (repository / path).write_text(text)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("config.toml", '[repository]\nREPOSITORY_NAME = "a"\nVERSION = 1 0\n', "config.toml:3: The file is not TOML"),
        ("config.toml", '[repository]\nREPOSITORY_NAME = "a"\nVERSION = "a b"\n', "config.toml:3: VERSION may have"),
        ("operators/Add/metadata.json", '{\n  "name": "Add",\n}\n', "operators/Add/metadata.json:3: The file is not JSON"),
        ("operators/Add/metadata.json", '{\n  "tags": [],\n  "name": "Sum"\n}\n', "metadata.json:3: The name in the metadata"),
        (
            "operators/Add/metadata.json",
            '{\n  "tags": [],\n  "dependency": {\n    "requirements_file": "../a.txt"\n  }\n}\n',
            "metadata.json:4: Add: requirements_file has to be the name of a file in dependencies/",
        ),
        ("operators/Add/models.py", MODELS + "\nclass = 3\n", "operators/Add/models.py:9: It is not Python"),
        ("operators/Add/models.py", MODELS + "\nraise ValueError('no')\n", "operators/Add/models.py:9: The models of Add"),
        (
            "operators/Add/models.py",
            "import nowhere_to_be_found\n" + MODELS,
            "No module named 'nowhere_to_be_found' — list it in a requirements file, or import it in operator.py",
        ),
        (
            "operators/Add/models.py",
            MODELS.replace("text: str\n\nclass O", "text: type(lambda: 0)\n    model_config = {'arbitrary_types_allowed': True}\n\nclass O"),
            "operators/Add/models.py:3: Add: InputModel has no JSON schema",
        ),
        ("operators/Add/operator.py", "\n\nclass add: ...\n", "operators/Add/operator.py:3: It defines add, but its folder is Add"),
    ],
)  # fmt: skip
def test_a_problem_names_its_line(
    repository: Path, path: str, text: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, path, text)
    assert main(["organize", str(repository)]) == 1
    assert expected in capsys.readouterr().err
    assert not (repository / ".flowui").exists()


def test_the_line_is_that_of_the_repository_and_not_of_a_library(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, "operators/Add/models.py", MODELS + "\nBROKEN = InputModel(\n    text=3,\n)\n")
    assert main(["organize", str(repository)]) == 1
    assert "operators/Add/models.py:9: The models of Add cannot be loaded: ValidationError" in capsys.readouterr().err
