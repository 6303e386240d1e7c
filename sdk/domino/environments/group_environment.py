"""Environments named by their content: equal requirements, tool and Python share one, and a change makes a new one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from domino.environments.own_wheel import own_wheel
from domino.environments.uv import run_uv
from domino.refusal import FAILED, RefusalError
from domino.repository import Group
from domino.repository.layouts import DEPENDENCIES

KEPT_SECONDS = 60 * 24 * 3600
_ELSEWHERE = re.compile(r"\s*(-r|-c|-e|--requirement|--constraint|--editable)\b")


def cache_folder() -> Path:
    """Where the user's programs keep what they can make again."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "domino"


def requirements_of(root: Path, group: Group) -> str:
    """The text of the group's requirements; raise RefusalError when it is described in another way."""
    dependency = group.dependency
    if dependency.dockerfile or dependency.docker_image:
        raise RefusalError(
            f"{group.name} ({', '.join(group.operators)}) is described by {dependency.name}: an environment is made of a "
            "requirements file only. Where everything it needs is installed, `domino test --here` does without.",
            FAILED,
        )
    if dependency.requirements_file is None:
        return ""
    path = f"{DEPENDENCIES}/{dependency.requirements_file}"
    text = (root / path).read_text(encoding="utf-8-sig")
    for number, line in enumerate(text.splitlines(), start=1):
        if _ELSEWHERE.match(line):
            raise RefusalError(
                f"{path}:{number}: {line.strip()} reads another file, which an image would not have: list the packages themselves.",
                FAILED,
            )
    return text


def make_environment(requirements: str, packages: Iterable[str] = (), *, fresh: bool = False) -> tuple[Path, bool]:
    """The Python of an environment with these requirements, further packages and this tool; and whether it was made just now."""
    wheel = own_wheel()
    further = sorted(set(packages))
    place = (
        cache_folder() / "environments" / _digest(_normal(requirements), "\n".join(further), wheel.content, _python())
    )
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    if python.exists() and not fresh:
        os.utime(place)
        return python, False
    place.parent.mkdir(parents=True, exist_ok=True)
    _forget_unused(place.parent)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=place.parent) as making:
        folder = Path(making)
        (folder / "requirements.txt").write_text(requirements, encoding="utf-8")
        (folder / wheel.name).write_bytes(wheel.content)
        target = folder / "environment"
        arguments = ("--requirements", "requirements.txt", f"./{wheel.name}", *further)
        if not (
            run_uv(folder, "venv", "--relocatable", "--python", sys.executable, str(target))
            and run_uv(folder, "pip", "install", "--python", str(target / python.relative_to(place)), *arguments)
        ):
            raise RefusalError("The environment could not be made; uv says why above.", FAILED)
        _move_into_place(target, place)
    return python, True


def _move_into_place(made: Path, place: Path) -> None:
    """One rename, so that an environment is whole or absent, also when two commands make it at once."""
    if place.exists():
        place.rename(made.with_name("replaced"))
    try:
        made.rename(place)
    except OSError:
        # Another command was quicker with the same content.
        if not place.exists():
            raise


def _forget_unused(folder: Path) -> None:
    """Remove environments that nothing has used for two months."""
    oldest = time.time() - KEPT_SECONDS
    for entry in folder.iterdir():
        # Another command may have removed it just now.
        with contextlib.suppress(FileNotFoundError):
            if entry.stat().st_mtime < oldest:
                shutil.rmtree(entry, ignore_errors=True)


def _normal(requirements: str) -> str:
    """Without comments, blank lines and order: what makes no difference to an installer."""
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in requirements.replace("\\\n", " ").splitlines())
    return "\n".join(sorted({line for line in lines if line}))


def _python() -> str:
    return f"{sys.version} {sys.platform} {Path(sys.executable).resolve()}"


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else part.encode()
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.hexdigest()[:32]
