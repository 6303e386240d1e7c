"""A repository is read with problems as values: never a crash, never silence."""

import random
from pathlib import Path
from typing import Any

import pytest
from domino.repository import Dependency, DirectoryTree, MemoryTree, Severity, read_repository

from tests.unit.sdk.repositories import CONFIGURATION, compiled, messages, operator_files, read


def test_a_sound_repository_has_no_errors() -> None:
    metadata = {"name": "Count", "description": "Counts.", "tags": ["a"], "style": {"node_label": "Count words"}}
    repository = read({**operator_files("Count", metadata), **compiled("Count", **metadata)})
    assert (repository.name, repository.label, repository.version) == ("tools", "Tools", "1.0")
    assert not repository.errors
    (operator,) = repository.operators
    assert (operator.label, operator.description, operator.tags) == ("Count words", "Counts.", ("a",))
    assert (operator.group, operator.folder) == ("group0", "operators/Count")
    assert operator.schemas is not None


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"operators/Count/operator.py": "class Count: ..."}, "error operators/Count: The folder looks like an operator but has no models.py."),
        ({"operators/Count/metadata.json": "{}"}, "error operators/Count: The folder looks like an operator but has no operator.py."),
        ({"operators/Count/models.py": ""}, "error operators/Count: The folder looks like an operator but has no operator.py."),
        (operator_files("Count", code="class count: ..."), "It defines count, but its folder is Count: both have to have the same name."),
        (operator_files("Count", code="class Other: ..."), "It does not define a class Count, the name of its folder."),
        (operator_files("Count", code="class Count:"), "error operators/Count/operator.py: It is not Python: "),
        (operator_files("Count", models="class InputModel: ..."), "error operators/Count/models.py: It does not define OutputModel."),
        (operator_files("count-words"), 'error operators/count-words: "count-words" cannot be the name of an operator'),
        (operator_files("Count", {"name": "Counter"}), "The name in the metadata is 'Counter', but the folder is \"Count\""),
        (operator_files("Count", "{"), "error operators/Count/metadata.json: The file is not JSON"),
        (operator_files("Count", "[]"), "error operators/Count/metadata.json: The file has to contain a JSON object."),
        (operator_files("Count", "[" * 100_000), "error operators/Count/metadata.json: The file is not JSON"),
        (operator_files("Count", {"dependency": 1}), "Count: dependency has to be an object."),
        (operator_files("Count", {"dependency": {"requirements_file": "a", "dockerfile": "b"}}), "at most one of"),
        (operator_files("Count", {"dependency": {"requirements_file": "../a"}}), "has to be the name of a file in dependencies/."),
        (operator_files("Count", {"dependency": {"requirements_file": "r.txt"}}), "error dependencies/r.txt: Count needs this file, which does not exist."),
        ({**operator_files("Count"), **compiled("Count", input_schema={"$ref": "file:///etc/passwd"})}, "outside of it"),
        ({**operator_files("Count"), **compiled("Count", input_schema=[1])}, "A schema has to be an object."),
    ],
)  # fmt: skip
def test_an_operator_that_is_none_is_an_error_with_its_reason(files: dict[str, str | bytes], problem: str) -> None:
    repository = read(files)
    assert problem in messages(repository)
    assert repository.errors
    assert not repository.operators


@pytest.mark.parametrize(
    ("metadata", "problem"),
    [
        ({"colour": "red"}, "Count: unknown keys are kept and not used: colour."),
        ({"container_resources": {"limits": {"memory": "a lot"}}}, "limits.memory is not an amount: 'a lot'"),
        ({"style": {"node_type": "odd"}}, "node_type 'odd' is none of default, source, sink."),
        ({"dependency": {"wheel": "a"}}, "dependency has an unknown key wheel."),
        ({"tags": "a"}, "tags has to be a list"),
    ],
)
def test_an_oddity_is_a_warning_and_the_operator_is_kept(metadata: Any, problem: str) -> None:
    repository = read({**operator_files("Count", metadata), **compiled("Count")})
    assert f"warning operators/Count/metadata.json: Count: {problem.removeprefix('Count: ')}"[:60] in messages(
        repository
    )
    assert problem in messages(repository)
    assert [operator.name for operator in repository.operators] == ["Count"]
    assert repository.operators[0].unknown == ({"colour": "red"} if "colour" in metadata else {})


@pytest.mark.parametrize(
    ("configuration", "problem"),
    [
        (None, "The repository has no config.toml"),
        ("", "REPOSITORY_NAME is missing"),
        ("[repository", "The file is not TOML"),
        ('repository = "a"', "VERSION is missing"),
        ('[repository]\nREPOSITORY_NAME = "a"\nVERSION = "1 0"', "VERSION may have letters"),
    ],
)
def test_a_wrong_configuration_is_an_error(configuration: str | None, problem: str) -> None:
    assert problem in messages(read(operator_files("Count"), configuration))


def test_the_form_of_flowui_is_read_too() -> None:
    text = '[repository]\nREPOSITORY_NAME = "a-b"\nVERSION = 1.0\n[dockerhub]\nREGISTRY_NAME = "me"\n'
    configuration = read({}, text).configuration
    assert (configuration.registry, configuration.name, configuration.label, configuration.version) == (
        "me",
        "a-b",
        "a-b",
        "1.0",
    )


def test_shared_code_beside_operators_is_no_operator() -> None:
    shared = {"operators/shared/__init__.py": "", "operators/shared/models.py": "", "operators/data/words.txt": ""}
    assert not read({**operator_files("Count"), **compiled("Count"), **shared}).errors


def test_operators_without_compiled_schemas_are_kept_and_it_is_said() -> None:
    repository = read(operator_files("Count"))
    assert repository.operators[0].schemas is None
    assert "warning .flowui/compiled_metadata.json: The generated file is missing" in messages(repository)


def test_generated_files_that_are_out_of_date_are_noticed() -> None:
    stale_map = {".flowui/dependencies_map.json": '{"group0": {"pieces": ["Gone"]}}'}
    files = {
        **operator_files("Count", {"description": "new"}),
        **compiled("Count", "Gone", description="old"),
        **stale_map,
    }
    problems = messages(read(files))
    assert "error .flowui/compiled_metadata.json: Gone has no folder operators/Gone" in problems
    assert "warning .flowui/compiled_metadata.json: Count differs from its metadata.json" in problems
    assert "warning .flowui/dependencies_map.json: The groups differ" in problems


def test_groups_are_formed_from_content_and_numbered_by_sorted_name() -> None:
    files: dict[str, str | bytes] = {
        "dependencies/b.txt": "x==1\n# a comment\n\n",
        "dependencies/a.txt": "x==2\n",
        "dependencies/c.txt": "x==1",
        "dependencies/Dockerfile_1": "FROM base\n",
    }
    wanted = {"One": "b.txt", "Two": "a.txt", "Three": "c.txt"}
    for name, file in wanted.items():
        files |= operator_files(name, {"dependency": {"requirements_file": file}})
    files |= operator_files("Four", {"dependency": {"dockerfile": "Dockerfile_1"}}) | operator_files("Five")
    groups = read(files).groups
    assert [(group.name, group.dependency.name, group.operators) for group in groups] == [
        ("group0", "", ("Five",)),
        ("group1", "Dockerfile_1", ("Four",)),
        ("group2", "a.txt", ("Two",)),
        ("group3", "b.txt", ("One", "Three")),
    ]
    assert groups[3].dependency == Dependency(requirements_file="b.txt")
    assert groups[3].source_image == "tools:1.0-group3"


def test_the_secrets_of_a_group_are_those_of_its_operators() -> None:
    schema = {"type": "object", "properties": {"KEY": {"type": "string"}}}
    repository = read({**operator_files("Count"), **compiled("Count", secrets_schema=schema)})
    assert repository.groups[0].secrets == ("KEY",)
    assert repository.operators[0].secret_names == ("KEY",)


def test_files_that_are_no_text_are_errors() -> None:
    files: dict[str, str | bytes] = {**operator_files("Count"), "operators/Count/operator.py": b"\xff\xfe\x00"}
    assert "error operators/Count/operator.py: The file is not UTF-8 text." in messages(read(files))


def test_links_out_of_a_checkout_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "repository"
    (root / "operators" / "Count").mkdir(parents=True)
    (root / "operators" / "Count" / "metadata.json").symlink_to(tmp_path / "secret.txt")
    (root / "operators" / "Linked").symlink_to(tmp_path)
    assert list(DirectoryTree(root).paths()) == []


@pytest.mark.parametrize("seed", range(30))
def test_no_damage_to_a_file_is_a_crash(seed: int) -> None:
    chance = random.Random(seed)
    files = {**operator_files("Count", {"tags": ["a"], "style": {}}), **compiled("Count"), "config.toml": CONFIGURATION}
    damaged = {path: bytearray(text.encode()) for path, text in files.items()}
    for content in damaged.values():
        for _ in range(3):
            content[chance.randrange(len(content))] = chance.randrange(256)
    repository = read_repository(MemoryTree({path: bytes(content) for path, content in damaged.items()}))
    assert all(problem.severity in Severity and problem.message for problem in repository.problems)


JUNK: list[Any] = [None, 1, "x", [], [1], {}, {"a": 1}, True]


@pytest.mark.parametrize(
    "key", ["name", "tags", "style", "dependency", "container_resources", "input_schema", "source_url"]
)
@pytest.mark.parametrize("value", JUNK)
def test_no_value_of_a_known_key_is_a_crash(key: str, value: Any) -> None:
    read({**operator_files("Count", {key: value}), **compiled("Count", **{key: value})})
