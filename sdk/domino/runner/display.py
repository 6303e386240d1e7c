"""Keeps what an operator wants to show as a file in its results; only the path and the type travel."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from domino.outcome import Display
from domino.runner.log_lines import write_line

if TYPE_CHECKING:
    from domino.task_context import TaskContext

FILE_TYPES = frozenset(
    (
        "png",
        "jpeg",
        "bmp",
        "gif",
        "tiff",
        "svg",
        "txt",
        "json",
        "md",
        "csv",
        "parquet",
        "pdf",
        "html",
        "plotly_json",
        "zip",
        "image",
    )
)
OTHER_NAMES = {"jpg": "jpeg", "tif": "tiff", "htm": "html", "markdown": "md", "text": "txt"}
SUFFIXES = {"plotly_json": "plotly.json", "image": "png"}


class _UnshowableError(ValueError):
    """Why a display result cannot be shown; the task itself goes on."""


def keep_display(operator: object, context: TaskContext) -> Display | None:
    """Put the operator's display result into its results folder; a wrong one costs a warning, never the task."""
    wanted = getattr(operator, "display_result", None)
    if wanted is None:
        return None
    try:
        return _keep(wanted, Path(context.absolute(context.folder.results)))
    except (_UnshowableError, OSError, ValueError) as error:
        write_line("WARNING", f"The display result is not shown: {error}")
        return None


def _keep(wanted: object, results: Path) -> Display:
    if not isinstance(wanted, Mapping):
        raise _UnshowableError('display_result has to be a dict with "file_type" and "file_path" or "base64_content".')
    given_type = str(wanted.get("file_type") or "").lower().lstrip(".")
    file_type = OTHER_NAMES.get(given_type, given_type)
    if file_type not in FILE_TYPES:
        raise _UnshowableError(f'"{file_type}" is not a file type that can be shown.')
    if wanted.get("file_path"):
        path = _keep_file(Path(str(wanted["file_path"])), results)
    elif wanted.get("base64_content"):
        path = _keep_content(wanted["base64_content"], results / f"display_result.{SUFFIXES.get(file_type, file_type)}")
    else:
        raise _UnshowableError("it has neither file_path nor base64_content.")
    if file_type == "image":
        suffix = path.suffix[1:].lower()
        suffix = OTHER_NAMES.get(suffix, suffix)
        file_type = suffix if suffix in FILE_TYPES else file_type
    return Display(file_type, path.relative_to(results).as_posix())


def _keep_file(path: Path, results: Path) -> Path:
    """The file's place in results; one that lies elsewhere is copied there."""
    source = path if path.is_absolute() or not (results / path).is_file() else results / path
    if not source.is_file():
        raise _UnshowableError(f"there is no file {path}.")
    resolved, home = source.resolve(), results.resolve()
    if resolved.is_relative_to(home):
        return results / resolved.relative_to(home)
    kept = results / source.name
    if kept.exists():
        kept = results / f"display_{source.name}"
    shutil.copyfile(source, kept)
    return kept


def _keep_content(content: object, kept: Path) -> Path:
    # Imported here because most operators leave a file.
    from base64 import b64decode

    if isinstance(content, str):
        # Browsers' form, data:image/png;base64,iVBO…
        content = content.split(",", 1)[1] if content.startswith("data:") and "," in content else content
    elif not isinstance(content, bytes):
        raise _UnshowableError("base64_content is neither text nor bytes.")
    kept.write_bytes(b64decode(content))
    return kept
