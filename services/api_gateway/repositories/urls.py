"""Which repository addresses may be asked for at all; whether they can be fetched safely is the builder's concern."""

import re
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
Commit = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")]


_TOKEN = re.compile(r"[!-~]+")
_SSH = re.compile(r"(ssh://([A-Za-z0-9._-]+@)?[A-Za-z0-9.:\[\]-]+/|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:)[A-Za-z0-9~/]\S*")


def is_ssh(url: str) -> bool:
    return _SSH.fullmatch(url) is not None


def check_credential(url: str, credential: str | None) -> None:
    """An ssh address takes a private key, any other a token; nothing else would ever be sent."""
    is_key = credential is not None and "PRIVATE KEY-----" in credential
    if is_ssh(url) and not is_key:
        raise _refuse("An ssh address needs a private key as its credential.", "/credential")
    if is_key and not is_ssh(url):
        raise _refuse("A private key goes with an ssh address; give a token for this one.", "/credential")
    if credential is not None and not is_key and not _TOKEN.fullmatch(credential):
        raise _refuse(
            "A token is one line without spaces; give `user:token` when the host wants a certain user.", "/credential"
        )
    if credential is not None and url.startswith(("/", "file:")):
        raise _refuse("A repository on this machine needs no credential.", "/credential")


def check_url(url: str, allow_local: bool) -> None:
    """Refuse anything but https without credentials in it, ssh, and local addresses where they are allowed."""
    if allow_local and (url.startswith(("/", "file:///"))):
        return
    if is_ssh(url):
        return
    if any(character.isspace() or not character.isprintable() for character in url):
        raise _refuse("An address has no spaces or control characters.")
    try:
        parts = urlsplit(url)
        has_user = parts.username is not None or parts.password is not None
        host = parts.hostname
    except ValueError as error:
        raise _refuse("This is not an address.") from error
    if not (parts.scheme == "https" or (parts.scheme == "http" and allow_local)) or not host:
        also = ", or a local path starting with “/”" if allow_local else ""
        raise _refuse(f"Give the repository’s https:// or ssh address{also}.")
    if has_user:
        raise _refuse("An address must not carry a user name or a token.")


def _refuse(message: str, path: str = "/url") -> Invalid:
    return Invalid(message, [Problem(path=path, code=path.removeprefix("/"), message=message)])
