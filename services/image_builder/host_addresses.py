"""Where a host's name leads. All its addresses have to be public, and Git is made to use exactly those that were checked, so
that a name which changes its answer between the two looks gains nothing."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from services.image_builder.repository_url import Refusal, is_public

RESOLVE_TIMEOUT = 10.0  # seconds

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host; empty when its name is unknown."""
    try:
        async with asyncio.timeout(RESOLVE_TIMEOUT):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, TimeoutError):
        return ()
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


async def public_addresses(host: str, port: int, resolve: Resolve) -> tuple[str, ...] | Refusal:
    """The addresses to connect to, or why nothing is sent there."""
    found = await resolve(host, port)
    if not found:
        return Refusal(f"The host {host} is not known.")
    if not all(is_public(ip_address(address.partition("%")[0])) for address in found):
        return Refusal("The address leads into a private network: only public hosts can be used.")
    return found
