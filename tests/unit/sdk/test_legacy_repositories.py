"""What older tools generated is read without a loss: the same fields, defaults, enums, descriptions and required names.

DOMINO_METADATA_SETS may name a folder with more sets (`<name>/config.toml`, `<name>/compiled_metadata.json`), which are then held
to the same promises as our own.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from domino.repository import DirectoryTree, MemoryTree, Repository, Severity, normalised, read_repository

from tests.fixtures.legacy import ERAS, FOLDER

MORE = os.environ.get("DOMINO_METADATA_SETS")
SETS = [
    *(next((FOLDER / era).glob(".*/compiled_metadata.json")) for era in ERAS),
    *(sorted(Path(MORE).glob("*/compiled_metadata.json")) if MORE else ()),
]
NAMES = [(file.parents[1] if file.parent.name.startswith(".") else file.parent).name for file in SETS]
KINDS = ("input_schema", "output_schema", "secrets_schema")


def entries(file: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(file.read_bytes())
    return found


def resolved(schema: dict[str, Any], part: Any) -> dict[str, Any]:
    """A property as a reader of that era would have seen it: references and single `allOf` replaced by what they name."""
    while "$ref" in part or len(part.get("allOf", ())) == 1:
        reference = part.get("$ref") or part["allOf"][0].get("$ref")
        named = schema.get("$defs", schema.get("definitions", {}))[reference.rpartition("/")[2]] if reference else {}
        inner = named if reference else part["allOf"][0]
        part = {**inner, **{key: value for key, value in part.items() if key not in ("$ref", "allOf")}}
    return dict(part)


def values_of(schema: dict[str, Any], part: Any) -> list[Any]:
    """The values an enum admits, wherever they are written; null for an optional one."""
    part = resolved(schema, part)
    if "anyOf" in part:
        return [value for member in part["anyOf"] for value in values_of(schema, member)]
    if part.get("type") == "null":
        return [None]
    return list(part.get("enum", [part["const"]] if "const" in part else []))


@pytest.mark.parametrize("file", SETS, ids=NAMES)
def test_schemas_keep_everything_that_a_form_needs(file: Path) -> None:
    for name, entry in entries(file).items():
        for kind in KINDS:
            given = entry.get(kind)
            if given is None:
                continue
            schema: Any = normalised(given)
            assert normalised(schema) == schema, name
            assert not {"definitions", "allOf", "const"} & set(json.dumps(schema).replace('"', " ").split()), name
            assert schema.get("required", []) == given.get("required", []), name
            assert schema.get("description") == given.get("description"), name
            assert list(schema.get("properties", {})) == list(given.get("properties", {})), name
            for field, part in given.get("properties", {}).items():
                kept, meant = schema["properties"][field], resolved(given, part)
                for key in ("default", "from_upstream", "widget", "minimum", "exclusiveMinimum", "format"):
                    assert (key in kept, kept.get(key)) == (key in meant, meant.get(key)), (name, field, key)
                # A field says of itself what it is; the docstring of its enum's class does not.
                assert kept.get("description") == part.get("description"), (name, field)
                assert kept["title"], (name, field)
                assert sorted(map(str, values_of(schema, kept))) == sorted(map(str, values_of(given, part))), (
                    name,
                    field,
                )


def loaded(file: Path) -> Repository:
    """A set of generated files, with code of the right names around it."""
    generated = {f".domino/{path.name}": path.read_bytes() for path in file.parent.glob("*.json")}
    code = {}
    for name, entry in entries(file).items():
        code[f"pieces/{name}/piece.py"] = f"class {name}: ...".encode()
        code[f"pieces/{name}/models.py"] = b"class InputModel: ...\nclass OutputModel: ..."
        needed = [text for key, text in (entry.get("dependency") or {}).items() if text and key != "docker_image"]
        code |= {f"dependencies/{text}": text.encode() for text in needed}
    configuration = next(path for folder in file.parents if (path := folder / "config.toml").is_file())
    return read_repository(MemoryTree({**generated, **code, "config.toml": configuration.read_bytes()}))


@pytest.mark.parametrize("era", ERAS)
def test_every_era_is_read_with_all_that_can_be_used(era: str) -> None:
    repository = read_repository(DirectoryTree(FOLDER / era))
    assert not repository.errors
    assert {operator.name for operator in repository.operators} == {
        "flowui_era": {"CountWordsOperator"},
        "pieces_pydantic_1": {"MakeTablePiece"},
        "pieces_pydantic_2": {"GreetPiece", "CountGreetingsPiece"},
        "pieces_with_oddities": {"OddPiece"},
    }[era]
    assert all(operator.schemas is not None for operator in repository.operators)


@pytest.mark.parametrize("file", SETS, ids=NAMES)
def test_a_set_loads_with_every_operator_in_a_group(file: Path) -> None:
    repository = loaded(file)
    assert not repository.errors
    assert [operator.name for operator in repository.operators] == sorted(entries(file))
    assert sum(len(group.operators) for group in repository.groups) == len(repository.operators)


def test_what_is_odd_is_said_and_kept_from_nobody() -> None:
    repository = read_repository(DirectoryTree(FOLDER / "pieces_with_oddities"))
    said = {(problem.path, problem.severity) for problem in repository.problems}
    assert {path for path, _ in said} >= {
        "pieces/Unfinished-Piece",
        "pieces/lowercasePiece/piece.py",
        "pieces/NoModelsPiece",
        "pieces/deep/er/DeepPiece",
        "pieces/OddPiece/metadata.json",
        ".domino/compiled_metadata.json",
        ".domino/dependencies_map.json",
    }
    assert {severity for _, severity in said} == {Severity.WARNING}
    assert (repository.name, repository.version) == ("Odd-Pieces_2", "1.10")
    assert repository.operators[0].label == "Ünüsual"
    assert repository.operators[0].resources.limits.memory == 489


def test_labels_and_tags_of_any_script_and_resources_of_any_unit_are_kept() -> None:
    repository = read_repository(DirectoryTree(FOLDER / "pieces_pydantic_2"))
    count, greet = repository.operators
    assert (repository.label, greet.label, greet.tags) == ("Grüße & 挨拶", "Begrüßen", ("text", "öffentlich"))
    assert (greet.resources.limits.cpu, greet.resources.limits.memory) == (500, 512)
    assert (count.resources.requests.cpu, count.resources.limits.memory) == (100, 128)
    assert not repository.problems
