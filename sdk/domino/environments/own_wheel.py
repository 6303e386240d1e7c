"""The distribution this program runs from: environments and images of authors get the runner and the base class that are here.

It is packed from the running code and not asked of an index, because that code may be a checkout.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import domino
from domino.images import Wheel, installed_wheel, source_wheel

SOURCES = Path(domino.__file__).parents[1]


def own_wheel() -> Wheel:
    """The same bytes for the same code."""
    return source_wheel(SOURCES) if is_checkout() else installed_wheel()


def is_checkout() -> bool:
    project = SOURCES / "pyproject.toml"
    if not project.is_file():
        return False
    described = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {})
    return bool(described.get("name") == domino.__name__)
