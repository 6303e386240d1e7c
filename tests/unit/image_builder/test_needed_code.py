"""A group needs its own operators, shared code, and what those import."""

from services.image_builder.needed_code import needed_code

FILES = {
    "config.toml": b"",
    "operators/__init__.py": b"",
    "operators/Read/operator.py": b"from .models import InputModel\nfrom ..tables import load\n",
    "operators/Read/models.py": b"import json\n",
    "operators/Read/data.csv": b"a,b",
    "operators/Plot/operator.py": b"from ..Read.operator import Read\n",
    "operators/Plot/models.py": b"",
    "operators/Train/operator.py": b"import importlib\nimportlib.import_module('Read')\n",
    "operators/Broken/operator.py": b"def (",
    "operators/tables/__init__.py": b"def load(): ...",
}
FOLDERS = {name: f"operators/{name}" for name in ("Read", "Plot", "Train", "Broken")}


def folders_of(*operators: str) -> set[str]:
    return {path.split("/")[1] for path in needed_code(FILES, FOLDERS, operators)}


def test_other_operators_are_left_out() -> None:
    assert folders_of("Read") == {"__init__.py", "Read", "tables"}


def test_data_beside_the_code_is_included() -> None:
    assert needed_code(FILES, FOLDERS, ["Read"])["operators/Read/data.csv"] == b"a,b"


def test_an_imported_operator_is_included() -> None:
    assert folders_of("Plot") == {"__init__.py", "Plot", "Read", "tables"}


def test_an_operator_imported_by_its_name_in_a_text_is_included() -> None:
    assert "Read" in folders_of("Train")


def test_code_that_cannot_be_parsed_needs_everything() -> None:
    assert folders_of("Broken") == {"__init__.py", "Read", "Plot", "Train", "Broken", "tables"}
