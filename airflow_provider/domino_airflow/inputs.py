"""Puts the values of this run in the place of references to other tasks' outputs and to run parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from airflow.sdk.definitions._internal.mixins import ResolveMixin

from domino_airflow.xcom_values import from_xcom


def resolve_inputs(inputs: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs with every reference replaced, at any depth. An output that is used twice is fetched once."""
    known: dict[tuple[tuple[str, str], ...], Any] = {}

    def resolved(value: Any) -> Any:
        if isinstance(value, ResolveMixin):
            return reference(value)
        if isinstance(value, dict):
            return {key: resolved(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [resolved(item) for item in value]
        return value

    def reference(value: Any) -> Any:
        references = tuple((task.task_id, key) for task, key in value.iter_references())
        if not references:
            return value.resolve(context)
        if references not in known:
            known[references] = fetched(value.resolve(context))
        return known[references]

    return {name: resolved(value) for name, value in inputs.items()}


def fetched(value: Any) -> Any:
    """An output as it was pushed; those of a mapped task arrive as a lazy sequence, one item per task run."""
    if value is None or isinstance(value, str | int | float | bool | dict):
        return from_xcom(value)
    return [from_xcom(item) for item in value]
