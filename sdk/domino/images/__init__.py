"""From a dependency group to a Dockerfile and a build context: the same for the platform's builds and `domino build`. Pure."""

from domino.images.author_dockerfile import DockerfileRefusedError, images_of, read_instructions
from domino.images.contents import ImageContents
from domino.images.context import DOCKERFILE, build_context, pack
from domino.images.dockerfile import BUILD_FOLDER, CODE_FOLDER, RUNNER, USER, render_dockerfile
from domino.images.wheel import Wheel, installed_wheel, source_wheel

__all__ = [
    "BUILD_FOLDER",
    "CODE_FOLDER",
    "DOCKERFILE",
    "RUNNER",
    "USER",
    "DockerfileRefusedError",
    "ImageContents",
    "Wheel",
    "build_context",
    "images_of",
    "installed_wheel",
    "pack",
    "read_instructions",
    "render_dockerfile",
    "source_wheel",
]
