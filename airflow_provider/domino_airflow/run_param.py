"""A reference to a parameter of the run, for use anywhere in a task's inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from airflow.sdk.definitions._internal.mixins import ResolveMixin


class RunParam(ResolveMixin):  # type: ignore[misc] # Airflow is not installed where types are checked
    """Resolves to the parameter's value in the run at hand."""

    def __init__(self, name: str) -> None:
        self.name = name

    def iter_references(self) -> Iterable[tuple[Any, str]]:
        return ()

    def resolve(self, context: Mapping[str, Any]) -> Any:
        return context["params"][self.name]

    def __repr__(self) -> str:
        return f"param({self.name!r})"


def param(name: str) -> RunParam:
    """The run parameter `name`, as in `inputs={"city": param("city")}`."""
    return RunParam(name)
