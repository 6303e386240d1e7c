"""The ways in which repositories are laid out: one row per era, tried in order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """The names that differ between eras. Every era keeps config.toml and dependencies/ at the top."""

    operators: str
    generated: str
    code: tuple[str, ...]
    models: tuple[str, ...]
    members: tuple[str, ...]
    """Keys under which dependencies_map.json lists the operators of a group."""

    @property
    def compiled_metadata(self) -> str:
        return f"{self.generated}/compiled_metadata.json"

    @property
    def dependencies_map(self) -> str:
        return f"{self.generated}/dependencies_map.json"


CONFIGURATION = "config.toml"
DEPENDENCIES = "dependencies"
METADATA = "metadata.json"

NATIVE = Layout("operators", ".flowui", ("operator.py",), ("models.py", "model.py"), ("operators", "pieces"))

LAYOUTS = (NATIVE,)


def layout_of(paths: Collection[str]) -> Layout:
    """The first layout whose folders are there; the native one when none is."""
    for layout in LAYOUTS:
        if any(path.startswith((f"{layout.operators}/", f"{layout.generated}/")) for path in paths):
            return layout
    return NATIVE
