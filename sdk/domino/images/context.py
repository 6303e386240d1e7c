"""Lays out the build context of a dependency group and packs it: equal contents give equal bytes."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from domino.images.dockerfile import BUILD_FOLDER, CONTEXT_CODE, render_dockerfile

if TYPE_CHECKING:
    from domino.images.contents import ImageContents
    from domino.images.wheel import Wheel

DOCKERFILE = f"{BUILD_FOLDER}/Dockerfile"
INSTALL = f"{BUILD_FOLDER}/install"
MOMENT = 315532800  # 1980-01-01, the first that every archive can hold

_SCRIPT = Path(__file__).with_name("install_runner.sh")


def build_context(contents: ImageContents, base_image: str, wheel: Wheel) -> dict[str, bytes]:
    """Files by path in the context, the Dockerfile (at DOCKERFILE) among them. Raises DockerfileRefusedError.

    A Dockerfile of an author finds the repository at the root of the context, as in the repository itself.
    """
    repository = {**contents.documents, **contents.code}
    files = dict(repository | dict(contents.dependencies)) if contents.dockerfile is not None else {}
    files |= {f"{CONTEXT_CODE}/{path}": content for path, content in repository.items()}
    files[f"{CONTEXT_CODE}/dependencies/requirements.txt"] = contents.requirements.encode()
    files |= {
        f"{INSTALL}/requirements.txt": contents.requirements.encode(),
        f"{INSTALL}/{wheel.name}": wheel.content,
        f"{INSTALL}/install_runner.sh": _SCRIPT.read_bytes(),
        DOCKERFILE: render_dockerfile(contents, base_image).encode(),
    }
    return files


def pack(files: Mapping[str, bytes]) -> bytes:
    """A tar archive of plain files that everybody may read."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path, content in sorted(files.items()):
            member = tarfile.TarInfo(path)
            member.size, member.mode, member.mtime = len(content), 0o644, MOMENT
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()
