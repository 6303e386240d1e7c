"""Writes the Dockerfile of a dependency group: packages in one layer, the code in the last, so that a changed line rebuilds little.

Nothing is copied into the image to be removed later: what only the build needs is mounted for the one step that needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domino.images.author_dockerfile import adapt_dockerfile, is_known_base

if TYPE_CHECKING:
    from domino.images.contents import ImageContents

USER = 10001
HOME = "/home/domino"
CODE_FOLDER = "/home/operators_repository"
RUNNER = "/usr/local/bin/domino-runner"
BUILD_FOLDER = ".domino-build"
CONTEXT_CODE = f"{BUILD_FOLDER}/operators_repository"

_MOUNTED = "/run/domino-build"
_CACHE = "/var/cache/domino-uv"
# A first line that is a plain comment: what follows cannot choose another Dockerfile frontend, which would be foreign code.
_OPENING = "# Written by Domino for one dependency group."


def render_dockerfile(contents: ImageContents, base_image: str) -> str:
    """The text of a Dockerfile for BuildKit. Raises DockerfileRefusedError for an author's Dockerfile that is not accepted."""
    if contents.dockerfile is not None:
        opening = adapt_dockerfile(contents.dockerfile, base_image)
    elif contents.docker_image is not None and not is_known_base(contents.docker_image):
        opening = f"FROM {contents.docker_image}"
    else:
        opening = f"FROM {base_image}"
    return "\n".join((_OPENING, opening, "USER root", _install(base_image), *_CLOSING, ""))


def _install(base_image: str) -> str:
    """One step that installs the packages and the runner into the image's own Python, with uv and the trust of the base image."""
    mounts = (
        f"type=bind,source={BUILD_FOLDER}/install,target={_MOUNTED}",
        f"type=bind,from={base_image},source=/usr/local/bin,target={_MOUNTED}-tools",
        f"type=bind,from={base_image},source=/etc,target={_MOUNTED}-settings",
        f"type=cache,id=domino-uv,target={_CACHE}",
    )
    return f'RUN {" ".join(f"--mount={mount}" for mount in mounts)} ["/bin/sh", "{_MOUNTED}/install_runner.sh"]'


_CLOSING = (
    f"ENV HOME={HOME}",
    "WORKDIR /home",
    f'ENTRYPOINT ["{RUNNER}"]',
    "CMD []",
    f"COPY {CONTEXT_CODE} {CODE_FOLDER}",
    f"USER {USER}:{USER}",
)
