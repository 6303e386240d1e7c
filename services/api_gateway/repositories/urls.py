"""Which repository addresses may be asked for at all; whether they can be fetched safely is the builder's concern."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints

from services.api_gateway.errors import Invalid
from services.api_gateway.web.documents import storable
from shared.workflow.problems import Problem

Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), AfterValidator(storable)]
Ref = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[A-Za-z0-9_][A-Za-z0-9._/+@-]*$"),
]


def check_url(url: str, allow_local: bool) -> None:
    """Refuse anything but https without credentials in it, and local paths where they are allowed."""
    if allow_local and (url.startswith(("/", "file:///"))):
        return
    if any(character.isspace() or not character.isprintable() for character in url):
        raise _refuse("An address has no spaces or control characters.")
    try:
        parts = urlsplit(url)
        has_user = parts.username is not None or parts.password is not None
        host = parts.hostname
    except ValueError as error:
        raise _refuse("This is not an address.") from error
    if parts.scheme != "https" or not host:
        also = ", or a local path starting with “/”" if allow_local else ""
        raise _refuse(f"Give the repository’s https:// address{also}.")
    if has_user:
        raise _refuse("An address must not carry a user name or a token.")


def _refuse(message: str) -> Invalid:
    return Invalid(message, [Problem(path="/url", code="url", message=message)])
