"""The one JSON object a runner reads from its standard input, so that nothing is in arguments or environment variables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic_core import from_json

from domino.storage_layout import NOT_MAPPED, TaskFolder
from domino.task_context import TaskContext

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = TypeVar("Value")
Default = TypeVar("Default")


class Request(NamedTuple):
    """Which operator to run, on what, and where its files belong."""

    operator: str
    repository_root: str
    inputs: Mapping[str, object]
    secrets: Mapping[str, object]
    context: TaskContext
    output_limit_bytes: int | None


class RequestError(ValueError):
    """What arrived on standard input is not a request; the message says which field."""


def read_request(text: bytes) -> Request:
    """Decode a request; raise RequestError. Fields this version does not know are ignored."""
    try:
        document = from_json(text)
    except ValueError:
        # The reason given by the parser could quote a secret.
        raise RequestError("The request is not JSON.") from None
    if not isinstance(document, dict):
        raise RequestError("The request is not an object.")
    identity = _field(document, "context", dict)
    context = TaskContext(
        storage_root=_field(document, "storage_root", str).rstrip("/"),
        folder=TaskFolder(_field(document, "task_folder", str)),
        dag_id=_field(identity, "dag_id", str),
        run_id=_field(identity, "run_id", str),
        task_id=_field(identity, "task_id", str),
        map_index=_optional(identity, "map_index", int, NOT_MAPPED),
        try_number=_optional(identity, "try_number", int, 1),
        upstream_folders=_optional(document, "upstream_folders", dict, {}),
        owns_process=True,
    )
    return Request(
        operator=_field(document, "operator", str),
        repository_root=_field(document, "repository_root", str),
        inputs=_field(document, "inputs", dict),
        secrets=_optional(document, "secrets", dict, {}),
        context=context,
        output_limit_bytes=_optional(document, "output_limit_bytes", int, None),
    )


def _field(document: Mapping[str, object], name: str, kind: type[Value]) -> Value:
    value = document.get(name)
    if not isinstance(value, kind):
        raise RequestError(f"The request has no {name}." if value is None else f"The request has a wrong {name}.")
    return value


def _optional(document: Mapping[str, object], name: str, kind: type[Value], default: Default) -> Value | Default:
    return default if document.get(name) is None else _field(document, name, kind)
