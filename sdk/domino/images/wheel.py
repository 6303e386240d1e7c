"""The distribution `domino` as a wheel, packed without a build backend and without network: equal code gives equal bytes.

Images get it this way whether the platform builds them from its checkout or an author from an installed distribution.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

NAME = "domino"
PACKAGES = (NAME, "flowui")
COMMAND = "[console_scripts]\ndomino = domino.command_line:main\n"
MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Wheel:
    """`name` is its file name."""

    name: str
    content: bytes


def source_wheel(root: Path) -> Wheel:
    """From the folder of the distribution's sources, which has its pyproject.toml."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    return _pack(_packages(root), project["version"], project.get("requires-python"), project["dependencies"])


def installed_wheel() -> Wheel:
    """From the distribution that this code itself belongs to."""
    about = metadata.metadata(NAME)
    requires = [text for text in about.get_all("Requires-Dist") or () if "extra ==" not in text]
    return _pack(_packages(Path(__file__).parents[2]), about["Version"], about["Requires-Python"], requires)


def _packages(folder: Path) -> dict[str, bytes]:
    """What the distribution holds: its own package, and the import names of earlier releases where they are there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for package in PACKAGES
        for path in sorted((folder / package).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def _pack(package: Mapping[str, bytes], version: str, requires_python: str | None, requires: Sequence[str]) -> Wheel:
    folder = f"{NAME}-{version}.dist-info"
    about = ["Metadata-Version: 2.1", f"Name: {NAME}", f"Version: {version}"]
    about += [f"Requires-Python: {requires_python}"] if requires_python else []
    about += [f"Requires-Dist: {text}" for text in requires]
    kind = "Wheel-Version: 1.0\nGenerator: domino\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = dict(package)
    files[f"{folder}/METADATA"] = ("\n".join(about) + "\n").encode()
    files[f"{folder}/WHEEL"] = kind.encode()
    files[f"{folder}/entry_points.txt"] = COMMAND.encode()
    record = [f"{path},sha256={_digest(content)},{len(content)}" for path, content in files.items()]
    files[f"{folder}/RECORD"] = ("\n".join([*record, f"{folder}/RECORD,,"]) + "\n").encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, MOMENT)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return Wheel(f"{NAME}-{version}-py3-none-any.whl", buffer.getvalue())


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
