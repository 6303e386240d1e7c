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
    is_earlier: bool = False
    """Repositories of earlier releases are no longer in anyone's hands: a broken part is left out, not the whole refused."""

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

PIECES = Layout("pieces", ".domino", ("piece.py",), ("models.py", "model.py"), ("pieces", "operators"), is_earlier=True)

LAYOUTS = (NATIVE, PIECES)


def layout_of(paths: Collection[str]) -> Layout:
    """The layout both of whose folders are there, or else that of the operators, or of what was generated; or the native one."""
    tops = {path.partition("/")[0] for path in paths if "/" in path}
    return max(LAYOUTS, key=lambda layout: 2 * (layout.operators in tops) + (layout.generated in tops))
