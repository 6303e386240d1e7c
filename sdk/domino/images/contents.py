"""What an image of a dependency group is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImageContents:
    """`requirements` and `dockerfile` are texts; `code` and `documents` are files by their path in the repository.

    `code` is what the operators need; `documents` are config.toml and the generated metadata, which say about the code what no
    operator reads. An author's Dockerfile may copy from both, and from `dependencies`.
    """

    requirements: str = ""
    dockerfile: str | None = None
    docker_image: str | None = None
    code: Mapping[str, bytes] = field(default_factory=dict)
    documents: Mapping[str, bytes] = field(default_factory=dict)
    dependencies: Mapping[str, bytes] = field(default_factory=dict)
