"""The content digest that a generated DAG carries in its `doc_md`, and with it into Airflow's serialized DAG: what is registered
there is our file exactly when the digests agree.

The digest is the SHA-256, in hexadecimal, of the source with the digest left blank.
"""

import re
from hashlib import sha256
from typing import Final

PREFIX: Final = "Made by Domino. Digest: "

# User text cannot fake the line: in the source it never stands at the beginning of one.
_LINE = re.compile(rf'^(    doc_md="{PREFIX})([0-9a-f]{{64}})?",$', re.MULTILINE)
_IN_TEXT = re.compile(rf"{PREFIX}([0-9a-f]{{64}})(?![0-9a-f])")


def doc_md(digest: str = "") -> str:
    """The `doc_md` of a generated DAG."""
    return PREFIX + digest


def seal(source: str) -> tuple[str, str]:
    """The source carrying its own digest, and the digest."""
    digest = digest_of(source)
    return _LINE.sub(rf'\g<1>{digest}",', source), digest


def digest_of(source: str) -> str:
    """The digest that `source` should carry, whatever it carries now."""
    return sha256(_LINE.sub(r'\1",', source).encode()).hexdigest()


def carried_digest(source: str) -> str | None:
    """The digest that stands in a generated file; None for other files."""
    match = _LINE.search(source)
    return match[2] if match else None


def digest_in(text: str | None) -> str | None:
    """The digest in the `doc_md` of a DAG as Airflow tells it; None when it is not one of ours."""
    match = _IN_TEXT.match(text or "")
    return match[1] if match else None
