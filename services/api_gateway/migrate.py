"""`python -m services.api_gateway.migrate`: bring the database to the newest schema; quick when it is there already."""

import asyncio
import os
import sys
from pathlib import Path

import asyncpg

from services.api_gateway.address import connection_arguments

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


def migrate(url: str, revision: str = "head") -> bool:
    """Upgrade, or downgrade to a named revision; return whether there was anything to do."""
    applied = asyncio.run(applied_revision(url))
    target = newest_revision() if revision == "head" else revision
    if applied == target:
        return False
    from alembic import command  # noqa: PLC0415 - most starts need no migration, and Alembic takes a while to import
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    if revision == "head" or (applied or "") < revision:
        command.upgrade(config, revision)
    else:
        command.downgrade(config, revision)
    return True


if __name__ == "__main__":
    changed = migrate(os.environ["DOMINO_DATABASE_URL"])
    sys.stderr.write("database migrated\n" if changed else "database is up to date\n")
