"""Which addresses a person may install operators from. Pure: parsed once, here, and used exactly as it was checked.

Allowed is https to a public host, without user and password. With local repositories allowed (one machine, one owner)
also paths, file:// and any host. ssh comes with stored keys.
"""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

MAX_URL = 1000

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_PATH = re.compile(r"(/[A-Za-z0-9._~@+]([A-Za-z0-9._~@+-]|%[2-7][0-9A-Fa-f])*)+/?")
_NUMERIC = re.compile(r"(0x[0-9a-f]*|\d+)")
_SCP_LIKE = re.compile(r"[^/]+@[^/]+:.+")
_LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa", "lan", "intranet")
_NAT64 = ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """`is_public` asks for a look at where the host's name leads before anything is sent there."""

    url: str
    host: str
    port: int
    is_public: bool


@dataclass(frozen=True, slots=True)
class LocalAddress:
    url: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One sentence that says why and what to do."""

    reason: str


def check_url(url: str, *, allow_local: bool) -> WebAddress | LocalAddress | Refusal:
    """Decide about an address as a person typed it."""
    if not url:
        return Refusal("The address is empty.")
    if len(url) > MAX_URL:
        return Refusal(f"The address is longer than {MAX_URL} characters.")
    if not url.isascii() or any(ord(c) <= 0x20 or ord(c) == 0x7F for c in url) or "\\" in url:
        return Refusal("The address may have no spaces, backslashes, control or non-ASCII characters.")
    if url.startswith("-"):
        return Refusal("The address may not begin with a dash.")
    if url.startswith("/"):
        return LocalAddress(url) if allow_local else _local_refused()
    if _SCP_LIKE.fullmatch(url) and "://" not in url:
        return Refusal("ssh addresses cannot be used yet: give the https address of the repository.")
    if not _SCHEME.match(url) or "::" in url.partition("/")[0]:
        return Refusal("The address has to begin with https://.")
    return _check_parts(url, allow_local)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is of the public internet, also the one that it carries inside."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def _check_parts(url: str, allow_local: bool) -> WebAddress | LocalAddress | Refusal:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return Refusal("The address cannot be read: look at its host and port.")
    if parts.scheme == "file":
        if not allow_local:
            return _local_refused()
        return (
            LocalAddress(parts.path)
            if not parts.netloc and parts.path.startswith("/")
            else Refusal("Write file:///path.")
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and allow_local):
        return Refusal(f"Addresses with {parts.scheme}: cannot be used: give the https address of the repository.")
    if "@" in parts.netloc or "%" in parts.netloc:
        return Refusal("The address may hold no user name or password.")
    if "?" in url or "#" in url:
        return Refusal("The address may have no query and no fragment.")
    if port == 0:
        return Refusal("The address cannot be read: look at its host and port.")
    if not _PATH.fullmatch(parts.path) or any(part in (".", "..") for part in parts.path.split("/")):
        return Refusal("The address names no repository: it needs a path of plain characters after the host.")
    host = _checked_host(parts.hostname or "", allow_local)
    if isinstance(host, Refusal):
        return host
    default = 443 if parts.scheme == "https" else 80
    authority = f"[{host}]" if ":" in host else host
    suffix = f":{port}" if port is not None and port != default else ""
    return WebAddress(
        f"{parts.scheme}://{authority}{suffix}{parts.path}", host, port or default, is_public=not allow_local
    )


def _checked_host(host: str, allow_local: bool) -> str | Refusal:
    host = host.lower().removesuffix(".")
    try:
        literal = ip_address(host)
    except (AddressValueError, ValueError):
        pass
    else:
        return host if allow_local or is_public(literal) else _private_refused()
    if not _HOST.fullmatch(host) or _NUMERIC.fullmatch(host.rpartition(".")[2]):
        return Refusal("The address has no proper host name.")
    labels = tuple(f".{name}" for name in _LOCAL_NAMES)
    if not allow_local and (f".{host}".endswith(labels) or "." not in host):
        return _private_refused()
    return host


def _local_refused() -> Refusal:
    return Refusal("Repositories on this machine are not allowed here: give an https address.")


def _private_refused() -> Refusal:
    return Refusal("The address leads into a private network: only public hosts can be used.")
