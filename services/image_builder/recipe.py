"""What an image is made of, and the name that follows from it. Pure: equal content has an equal name on every machine."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

RECIPE_VERSION = "1"  # changes when builds of the same content come out differently

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Recipe:
    """A dependency group. `requirements` or `dockerfile` is its text, `code` the files it needs by path in the repository."""

    repository: str
    group: str
    operators: tuple[str, ...]
    requirements: str
    dockerfile: str | None
    docker_image: str | None
    code: Mapping[str, bytes]
    sdk_digest: str

    @property
    def image(self) -> str:
        return f"{slug(self.repository)}-{slug(self.group)}:{self.digest}"

    @property
    def digest(self) -> str:
        parts: list[bytes] = [
            RECIPE_VERSION.encode(),
            self.sdk_digest.encode(),
            normal_requirements(self.requirements).encode(),
            (self.dockerfile or "").encode(),
            (self.docker_image or "").encode(),
            *(name.encode() for name in self.operators),
        ]
        for path, content in sorted(self.code.items()):
            parts += [path.encode(), content]
        return digest_of(parts)


def digest_of(parts: Iterable[bytes]) -> str:
    """32 hex digits; every part counts with its length, so that nothing can move between neighbours."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()[:32]


def normal_requirements(text: str) -> str:
    """Without comments, blank lines and order: what makes no difference to an installer."""
    lines = (re.sub(r"(^|\s)#.*", "", line).strip() for line in text.replace("\\\n", " ").splitlines())
    return "\n".join(sorted({line for line in lines if line}))


def digest_of_image(image: str) -> str:
    return image.rpartition(":")[2]


def slug(text: str) -> str:
    return _NOT_SLUG.sub("-", text.lower()).strip("-") or "repository"
