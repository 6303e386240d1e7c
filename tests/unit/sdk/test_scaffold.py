"""New repositories and operators: sound from the beginning, and nothing is made where it would do harm."""

import ast
import json
import tomllib
from pathlib import Path

import pytest
from domino.command_line import main
from domino.organize import organize
from domino.repository import DirectoryTree, read_repository
from domino.scaffold.names import label_of, operator_name, repository_name
from domino.testing import operator_dry_run


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "my-operators"
    assert main(["repository", "new", str(folder)]) == 0
    return folder


def new_operator(repository: Path, *arguments: str) -> int:
    return main(["operator", "new", "-C", str(repository), *arguments])


def test_a_new_repository_is_a_git_repository_on_main(repository: Path) -> None:
    assert (repository / ".git" / "HEAD").read_text() == "ref: refs/heads/main\n"


def test_a_new_repository_with_an_operator_has_no_problems(repository: Path) -> None:
    assert new_operator(repository, "CountWords", "--tag", "text") == 0
    organized = organize(repository)
    assert organized.problems == ()
    [operator] = organized.repository.operators
    assert (operator.name, operator.label, operator.tags) == ("CountWords", "Count words", ("text",))
    assert operator.dependency.requirements_file == "requirements.txt"
    assert operator.schemas is not None
    for schema in (operator.schemas.inputs, operator.schemas.outputs):
        properties = schema["properties"]
        assert isinstance(properties, dict)
        assert all(isinstance(field, dict) and field["description"] for field in properties.values())


def test_the_operator_of_a_scaffold_runs(repository: Path, tmp_path: Path) -> None:
    assert new_operator(repository, "CountWords") == 0
    output = operator_dry_run(
        "CountWords", {"text": "one two"}, output_folder=tmp_path / "results", repository=repository
    )
    assert output.words == 2


@pytest.mark.parametrize(
    "text",
    [
        'say "hi"',
        "back\\slash",
        "'''",
        '"""',
        'ends in "',
        "ends in \\",
        'ends in \\"',
        "Größe: 5 µm 🦆",
        "$name ${x} {{ y }} %s",
    ],
)
def test_texts_of_any_kind_arrive_as_they_are(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    assert main(["repository", "new", str(folder), "--label", text, "--description", text]) == 0
    assert tomllib.loads((folder / "config.toml").read_text())["repository"]["REPOSITORY_LABEL"] == text
    assert new_operator(folder, "Odd", "--label", text, "--description", text) == 0
    [operator] = organize(folder).repository.operators
    assert (operator.label, operator.description) == (text, text)
    module = ast.parse((folder / "operators/Odd/operator.py").read_text())
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    assert ast.get_docstring(classes[0], clean=False) == text


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("count-words", "for instance CountWords"),
        ("countWords", "for instance CountWords"),
        ("Count Words", "for instance CountWords"),
        ("../Escape", "for instance Escape"),
        ("3D", "for instance D"),
        ("Größe", "begin with a capital letter"),
        ("", "begin with a capital letter"),
        ("None", "has a meaning already"),
        ("InputModel", "has a meaning already"),
        ("A" * 101, "begin with a capital letter"),
    ],
)
def test_a_bad_operator_name_is_refused_with_a_better_one(
    repository: Path, name: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_operator(repository, name) == 2
    assert hint in capsys.readouterr().err
    assert [entry.name for entry in (repository / "operators").iterdir()] == [".gitkeep"]


def test_names_that_differ_in_capitals_only_are_refused(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_operator(repository, "CountWords") == 0
    assert new_operator(repository, "Countwords") == 2
    assert "operators/CountWords exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--name", "Big Name"], "for instance big-name"),
        (["--registry", "https://ghcr.io/me"], "without https://"),
        (["--label", "two\nlines"], "one line"),
        (["--description", "bell \a"], "printable"),
    ],
)
def test_a_bad_repository_is_refused_before_anything_is_made(
    tmp_path: Path, arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["repository", "new", str(tmp_path / "new"), *arguments]) == 2
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_folder_with_files_is_never_written_into(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine")
    assert main(["repository", "new", str(tmp_path), "--name", "mine"]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert (tmp_path / "README.md").read_text() == "mine"


def test_a_fresh_clone_of_an_empty_repository_is_a_fine_place(tmp_path: Path) -> None:
    (tmp_path / "clone" / ".git").mkdir(parents=True)
    assert main(["repository", "new", str(tmp_path / "clone")]) == 0
    assert list((tmp_path / "clone" / ".git").iterdir()) == []


def test_no_repository_is_made_inside_another(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["repository", "new", str(repository / "operators" / "inner")]) == 2
    assert "would lie inside the operator repository" in capsys.readouterr().err


def test_outside_of_a_repository_no_operator_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_operator(tmp_path, "CountWords") == 2
    assert "`domino repository new <folder>`" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_operators_join_the_group_they_are_given(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_operator(repository, "First", "--requirements", "requirements_models.txt") == 0
    assert new_operator(repository, "Second", "--group", "group0") == 0
    metadata = json.loads((repository / "operators/Second/metadata.json").read_text())
    assert metadata["dependency"] == {"requirements_file": "requirements_models.txt"}
    assert [group.operators for group in read_repository(DirectoryTree(repository)).groups] == [("First", "Second")]
    assert new_operator(repository, "Third", "--group", "group7") == 2
    assert "group0 (requirements_models.txt: First, Second)" in capsys.readouterr().err


@pytest.mark.parametrize("file", ["../requirements.txt", "packages.txt", "requirements_a/b.txt"])
def test_a_requirements_file_lies_in_dependencies(
    repository: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new_operator(repository, "First", "--requirements", file) == 2
    assert "cannot be a requirements file" in capsys.readouterr().err


def test_names_are_read_as_people_write_them() -> None:
    assert [label_of(name) for name in ("CountWords", "TrainHTTPModel2", "count-words")] == [
        "Count words",
        "Train HTTP model 2",
        "Count words",
    ]
    assert repository_name("My Operators!") == "my-operators"
    assert operator_name("count words-fast") == "CountWordsFast"
