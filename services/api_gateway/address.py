"""The database's address as asyncpg wants it; apart from SQLAlchemy's, because migrating must start quickly."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def connection_arguments(url: str) -> dict[str, Any]:
    """Translate `postgresql+asyncpg://user:password@host:port/database?host=/socket/folder`."""
    parts = urlsplit(url)
    socket_folder = parse_qs(parts.query).get("host")
    return {
        "host": socket_folder[0] if socket_folder else parts.hostname,
        "port": parts.port,
        "user": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "database": unquote(parts.path.removeprefix("/")),
        "timeout": 5,
    }
