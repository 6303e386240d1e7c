"""The migrations lead to exactly the tables that the code has, and back."""

import asyncio

import asyncpg
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from services.api_gateway.address import connection_arguments
from services.api_gateway.migrate import applied_revision, migrate, newest_revision, undo
from services.api_gateway.tables import Table


def test_the_tables_are_those_of_the_code(postgres_url: str) -> None:
    assert migrate(postgres_url)
    assert not migrate(postgres_url)
    assert asyncio.run(applied_revision(postgres_url)) == newest_revision()

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Table.metadata))

    async def compare() -> list[object]:
        engine = create_async_engine(postgres_url, poolclass=NullPool)
        async with engine.connect() as connection:
            found = await connection.run_sync(differences)
        await engine.dispose()
        return found

    assert asyncio.run(compare()) == []


def test_every_migration_can_be_undone_and_done_again(postgres_url: str) -> None:
    migrate(postgres_url)
    undo(postgres_url)

    async def tables() -> list[str]:
        connection = await asyncpg.connect(**connection_arguments(postgres_url))
        rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        await connection.close()
        return [row["tablename"] for row in rows]

    assert asyncio.run(tables()) == ["alembic_version"]
    assert migrate(postgres_url)
