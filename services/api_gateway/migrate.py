"""`python -m services.api_gateway.migrate`: bring the database to the newest schema; quick when it is there already."""

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from services.api_gateway.address import connection_arguments

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 0x646F6D02


def newest_revision() -> str:
    """Revisions are numbered, so the newest is the last file name's number."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


async def applied_revision(url: str) -> str | None:
    """The schema of the database, or None when it is empty."""
    connection = await asyncpg.connect(**connection_arguments(url))
    try:
        if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
            return None
        revision: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
        return revision
    finally:
        await connection.close()


def migrate(url: str) -> bool:
    """Upgrade to the newest schema; return whether there was anything to do."""
    if asyncio.run(applied_revision(url)) == newest_revision():
        return False
    from alembic import command  # noqa: PLC0415 - most starts need no migration, and Alembic takes a while to import

    command.upgrade(_config(url), "head")
    return True


def undo(url: str, revision: str = "base") -> None:
    """Go back to an earlier schema, or to none."""
    from alembic import command  # noqa: PLC0415

    command.downgrade(_config(url), revision)


def _config(url: str) -> "Config":
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


if __name__ == "__main__":
    changed = migrate(os.environ["DOMINO_DATABASE_URL"])
    sys.stderr.write("database migrated\n" if changed else "database is up to date\n")
