"""Puts together the inputs of a run from what was typed, and its secrets from where no other user can read them."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from domino.json_value import JsonObject, JsonValue
from domino.refusal import RefusalError

SECRET_PREFIX = "DOMINO_SECRET_"  # noqa: S105 - the beginning of a variable's name
STANDARD_INPUT = "-"

_PAIR = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*)(:?=)(.*)", re.DOTALL)
_LINE = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")


def read_inputs(document: str | None, file: str | None, pairs: Sequence[str]) -> JsonObject:
    """A file, then ``--input``, then pairs: what comes later replaces single inputs of what came before."""
    inputs: JsonObject = {}
    if file is not None:
        text = sys.stdin.read() if file == STANDARD_INPUT else Path(file).read_text(encoding="utf-8")
        inputs |= _object(text, "standard input" if file == STANDARD_INPUT else file)
    if document is not None:
        inputs |= _object(document, "--input")
    for pair in pairs:
        name, value = _pair(pair)
        inputs[name] = value
    return inputs


def read_secrets(file: str | None, variables: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Secrets by name, from a file and from variables; a variable wins."""
    secrets = {} if file is None else _secret_file(Path(file))
    for variable, value in variables.items():
        if variable.startswith(SECRET_PREFIX):
            secrets[variable.removeprefix(SECRET_PREFIX)] = value
    return secrets


def _pair(text: str) -> tuple[str, JsonValue]:
    found = _PAIR.fullmatch(text)
    if found is None:
        raise RefusalError(f'"{text}" is no input: write name=text, or name:=JSON for numbers, lists and objects.')
    name, sign, value = found.groups()
    if sign == "=":
        return name, value
    try:
        decoded: JsonValue = json.loads(value)
    except ValueError as error:
        raise RefusalError(
            f"{name}:= is followed by something that is not JSON: {error}. For a text write {name}=…"
        ) from error
    return name, decoded


def _object(text: str, source: str) -> JsonObject:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise RefusalError(f"{source}:{error.lineno}: The inputs are not JSON: {error.msg}.") from error
    if not isinstance(document, dict):
        raise RefusalError(f'{source}: The inputs have to be one JSON object, such as {{"text": "one two"}}.')
    return document


def _secret_file(file: Path) -> dict[str, str]:
    """Values are never repeated in what is said about them."""
    text = file.read_text(encoding="utf-8")
    if text.lstrip().startswith("{"):
        try:
            document = json.loads(text)
        except json.JSONDecodeError as error:
            raise RefusalError(f"{file}:{error.lineno}: The secrets are not JSON.") from None
        if not all(isinstance(value, str) for value in document.values()):
            raise RefusalError(f"{file}: Every secret has to be a text.")
        return dict(document)
    secrets: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise RefusalError(f"{file}:{number}: The line is not of the form NAME=value.")
        secrets[found[1]] = _unquoted(found[2])
    return secrets


def _unquoted(value: str) -> str:
    quoted = len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
