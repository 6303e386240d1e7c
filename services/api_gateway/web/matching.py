"""`ETag` and `If-Match`: two editors never overwrite each other silently."""

from typing import Annotated

from fastapi import Header

from services.api_gateway.errors import MatchRequired, Stale

IfMatch = Annotated[str | None, Header(alias="If-Match", max_length=200)]


def etag(version: int) -> str:
    return f'"{version}"'


def check_match(if_match: str | None, version: int) -> None:
    """Raise unless the header names the version that is there now."""
    if if_match is None:
        raise MatchRequired('Say which version you changed: `If-Match: "<version>"`.')
    named = [tag.strip().removeprefix("W/").strip('"') for tag in if_match.split(",")]
    if "*" not in named and str(version) not in named:
        raise Stale(f"Somebody saved version {version} meanwhile. Load it, compare, and save again.")
