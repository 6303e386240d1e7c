"""Builds small operator repositories in memory."""

import json
from collections.abc import Mapping
from typing import Any

from domino.repository import MemoryTree, Repository, read_repository

CONFIGURATION = '[repository]\nREPOSITORY_NAME = "tools"\nREPOSITORY_LABEL = "Tools"\nVERSION = "1.0"\n'
MODELS = "class InputModel: ...\nclass OutputModel: ...\n"
SCHEMA = {"type": "object", "properties": {}}


def operator_files(name: str, metadata: Any = None, code: str | None = None, models: str = MODELS) -> dict[str, str]:
    """The files of one operator; ``metadata`` None leaves metadata.json out."""
    files = {
        f"operators/{name}/operator.py": code if code is not None else f"class {name}: ...\n",
        f"operators/{name}/models.py": models,
    }
    if metadata is not None:
        files[f"operators/{name}/metadata.json"] = metadata if isinstance(metadata, str) else json.dumps(metadata)
    return files


def compiled(*names: str, **entry: Any) -> dict[str, str]:
    """A compiled_metadata.json in which all operators have the same entry."""
    entries = {name: {"name": name, "input_schema": SCHEMA, "output_schema": SCHEMA, **entry} for name in names}
    return {".flowui/compiled_metadata.json": json.dumps(entries)}


def read(files: Mapping[str, str | bytes], configuration: str | None = CONFIGURATION) -> Repository:
    everything = {**files, **({} if configuration is None else {"config.toml": configuration})}
    return read_repository(
        MemoryTree({path: text if isinstance(text, bytes) else text.encode() for path, text in everything.items()})
    )


def messages(repository: Repository) -> str:
    return "\n".join(f"{problem.severity} {problem.path}: {problem.message}" for problem in repository.problems)
