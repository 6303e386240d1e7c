"""The distribution that operators are written with and run by: its content is part of every image."""

from pathlib import Path

from services.image_builder.recipe import digest_of


def digest_of_sdk(root: Path) -> str:
    """Changes exactly when what would be installed changes."""
    files = sorted(path for path in (root / "domino").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    parts = [(root / "pyproject.toml").read_bytes()]
    for path in files:
        parts += [path.relative_to(root).as_posix().encode(), path.read_bytes()]
    return digest_of(parts)
