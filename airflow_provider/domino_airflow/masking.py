"""Replaces secret values in a stream of bytes, also where a chunk ends in the middle of one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

MASK = b"***"
SHORTEST = 4  # characters; masking shorter values would eat the log and hide nothing


class Masker:
    """Bytes that may be the beginning of a secret are held back until it is clear whether they are."""

    def __init__(self, secrets: Iterable[str]) -> None:
        forms = {form for secret in secrets for form in forms_of(secret)}
        self._forms = tuple(sorted(forms, key=len, reverse=True))
        self._pattern = re.compile(b"|".join(re.escape(form) for form in self._forms)) if forms else None
        self._held = b""

    def feed(self, chunk: bytes) -> bytes:
        """What may be shown by now."""
        if self._pattern is None:
            return chunk
        text = self._held + chunk
        shown, position, safe = [], 0, self._first_doubt(text, 0)
        for match in self._pattern.finditer(text):
            if match.start() >= safe:
                break
            shown += [text[position : match.start()], MASK]
            position = match.end()
            if position > safe:
                safe = self._first_doubt(text, position)
        shown.append(text[position:safe])
        self._held = text[safe:]
        return b"".join(shown)

    def flush(self) -> bytes:
        """The rest, once nothing more will come."""
        held, self._held = self._held, b""
        return held if self._pattern is None else self._pattern.sub(MASK, held)

    def masked(self, text: str) -> str:
        """A text that is complete."""
        if self._pattern is None:
            return text
        return self._pattern.sub(MASK, text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")

    def _first_doubt(self, text: bytes, start: int) -> int:
        """Where the longest end of `text` begins that could go on to be a secret."""
        longest = len(self._forms[0]) - 1
        for position in range(max(start, len(text) - longest), len(text)):
            rest = text[position:]
            if any(len(form) > len(rest) and form.startswith(rest) for form in self._forms):
                return position
        return len(text)


def forms_of(secret: str) -> set[bytes]:
    """The ways in which a secret commonly shows: as it is, inside JSON or a Python literal, in a URL, line by line."""
    lines = secret.splitlines() if "\n" in secret else []
    texts = {
        secret,
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
        quote(secret, safe=""),
    }
    texts |= {line.strip() for line in lines if len(line.strip()) > 2 * SHORTEST}
    return {text.encode("utf-8", "surrogatepass") for text in texts if len(text) >= SHORTEST}
