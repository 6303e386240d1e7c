"""Organizing gives the same bytes anywhere, and the example repository's generated files are those bytes."""

import json
from pathlib import Path

import pytest
from domino.command_line import main
from domino.organize import organize, stale, write
from domino.repository import DirectoryTree, read_repository

EXAMPLES = Path(__file__).parents[3] / "examples" / "operators_repository"
MODELS = """
from enum import Enum
from pydantic import BaseModel

class Colour(Enum):
    RED = "red"

class InputModel(BaseModel):
    colour: Colour | None = None

class OutputModel(BaseModel):
    count: int

class SecretsModel(BaseModel):
    KEY: str
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text('[repository]\nREPOSITORY_NAME = "tools"\nVERSION = "1.0"\n')
    for name in ("Zebra", "Apple"):
        folder = tmp_path / "operators" / name
        folder.mkdir(parents=True)
        (folder / "models.py").write_text(MODELS)
        # Organizing reads models only: what the operator itself needs may not be installed.
        (folder / "operator.py").write_text(f"import not_installed\nclass {name}: ...\n")
        (folder / "metadata.json").write_text(json.dumps({"name": name, "colour": "ünknown"}))
    return tmp_path


def test_the_examples_are_organized() -> None:
    organized = organize(EXAMPLES)
    assert organized.problems == ()
    assert stale(EXAMPLES, organized) == (), "run `domino organize examples/operators_repository` and commit"


def test_the_examples_have_no_problems() -> None:
    repository = read_repository(DirectoryTree(EXAMPLES))
    assert repository.problems == ()
    assert len(repository.groups) == 2


def test_generated_files_do_not_depend_on_the_order_of_files(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = organize(repository)
    listed = list(DirectoryTree(repository).paths())
    monkeypatch.setattr(DirectoryTree, "paths", lambda _self: reversed(listed))
    assert organize(repository).files == first.files


def test_what_was_written_reads_back_without_problems(repository: Path) -> None:
    organized = organize(repository)
    assert write(repository, organized) == tuple(organized.files)
    assert write(repository, organize(repository)) == ()
    read_back = read_repository(DirectoryTree(repository))
    assert not read_back.errors
    assert [operator.schemas for operator in read_back.operators] == [
        operator.schemas for operator in organized.repository.operators
    ]
    entry = json.loads((repository / ".flowui/compiled_metadata.json").read_text())["Apple"]
    assert entry["colour"] == "ünknown"
    assert entry["secrets_schema"]["required"] == ["KEY"]
    groups = json.loads((repository / ".flowui/dependencies_map.json").read_text())
    assert groups["group0"]["operators"] == ["Apple", "Zebra"]
    assert groups["group0"]["secrets"] == ["KEY"]


def test_models_that_cannot_be_loaded_are_an_error(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "operators/Apple/models.py").write_text(MODELS + "\nraise ValueError('no fruit')\n")
    assert main(["organize", str(repository)]) == 1
    assert (
        "error: operators/Apple: The models of Apple cannot be loaded: ValueError: no fruit" in capsys.readouterr().err
    )
    assert not (repository / ".flowui").exists()


def test_the_command_works_from_any_folder_inside(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = str(repository / "operators" / "Apple")
    assert main(["organize", "--check", inside]) == 1
    assert main(["organize", "--source-url", "https://example.org/operators/", inside]) == 0
    assert "2 operators in 1 groups" in capsys.readouterr().out
    assert main(["organize", "--check", "--source-url", "https://example.org/operators", inside]) == 0
    entry = json.loads((repository / ".flowui/compiled_metadata.json").read_text())["Apple"]
    assert entry["source_url"] == "https://example.org/operators/Apple"


def test_outside_of_a_repository_the_command_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["organize", str(tmp_path)]) == 2
    assert "no folder above it has a config.toml" in capsys.readouterr().err
