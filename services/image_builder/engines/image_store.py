"""Which images an engine need not keep: the oldest that a registry has too, when all of them together take too much.

What no registry has is never removed: only the gateway knows whether a workflow still needs it, and building it again takes a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass

RECENT = 24 * 3600  # seconds in which a new image is surely wanted


@dataclass(frozen=True, slots=True)
class StoredImage:
    """`own_bytes` is what would be free without it, `names` all it is called, `created` in seconds since 1970."""

    names: tuple[str, ...]
    created: int
    own_bytes: int
    is_used: bool
    is_in_registry: bool


def not_kept(images: Iterable[StoredImage], limit_bytes: int, now: float) -> tuple[StoredImage, ...]:
    """Oldest first, until the rest is within the limit."""
    ordered = sorted(images, key=lambda image: image.created)
    total = sum(image.own_bytes for image in ordered)
    chosen = []
    for image in ordered:
        if total <= limit_bytes:
            break
        if image.is_in_registry and not image.is_used and now - image.created > RECENT:
            chosen.append(image)
            total -= image.own_bytes
    return tuple(chosen)
