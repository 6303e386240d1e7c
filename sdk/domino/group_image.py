"""The image of a dependency group of a checkout: its name, its build context, and the digest that says whether it has changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from domino.environments.own_wheel import own_wheel
from domino.images import DockerfileRefusedError, ImageContents, build_context, pack
from domino.refusal import FAILED, RefusalError
from domino.repository import DirectoryTree, Group
from domino.repository.layouts import CONFIGURATION, DEPENDENCIES, layout_of

CONTENT_LABEL = "domino.content"


@dataclass(frozen=True, slots=True)
class GroupImage:
    """``digest`` is equal exactly when an image would be made of the same files, whatever base it starts from."""

    name: str
    contents: ImageContents
    digest: str

    def context(self, base_image: str) -> bytes:
        """The packed build context; raise RefusalError for a Dockerfile that the platform would not build either."""
        try:
            return pack(build_context(self.contents, base_image, own_wheel()))
        except DockerfileRefusedError as refused:
            raise RefusalError(f"{self.name}: {refused}", FAILED) from refused


def group_image(root: Path, group: Group) -> GroupImage:
    """What the group's image is made of now."""
    if group.source_image is None:
        raise RefusalError(
            f"The image of {group.name} has no name: give {CONFIGURATION} a REPOSITORY_NAME and a VERSION."
        )
    tree = DirectoryTree(root)
    paths = tuple(tree.paths())
    layout = layout_of(frozenset(paths))
    dependency = group.dependency

    def below(folder: str) -> dict[str, bytes]:
        return {path: tree.read(path) for path in paths if path.startswith(f"{folder}/")}

    contents = ImageContents(
        requirements=_text(root, dependency.requirements_file) or "",
        dockerfile=_text(root, dependency.dockerfile),
        docker_image=dependency.docker_image,
        code=below(layout.operators),
        documents={CONFIGURATION: tree.read(CONFIGURATION), **below(layout.generated)},
        dependencies=below(DEPENDENCIES) if dependency.dockerfile else {},
    )
    return GroupImage(group.source_image, contents, _digest(contents))


def _text(root: Path, file: str | None) -> str | None:
    return None if file is None else (root / DEPENDENCIES / file).read_text(encoding="utf-8-sig")


def _digest(contents: ImageContents) -> str:
    digest = hashlib.sha256(own_wheel().content)
    texts = {"requirements": contents.requirements, "dockerfile": contents.dockerfile, "image": contents.docker_image}
    files = {**contents.documents, **contents.code, **contents.dependencies}
    for name, content in (*((name, (text or "").encode()) for name, text in texts.items()), *sorted(files.items())):
        digest.update(f"{len(name)}:{name}{len(content)}:".encode() + content)
    return digest.hexdigest()
