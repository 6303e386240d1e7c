"""Postgres as the platform starts it."""

import os
from pathlib import Path

import asyncpg
import pytest

from deploy.local.errors import PostgresError
from deploy.local.postgres_server import PostgresServer
from deploy.local.single_servers import running_postgres


async def test_rows_survive_kill_9(tmp_path: Path) -> None:
    with running_postgres(tmp_path, "domino") as (server, part):
        connection = await asyncpg.connect(server.url("domino"))
        await connection.execute("CREATE TABLE kept AS SELECT 42 AS value")
        connection.terminate()
        part.kill()
        part.start()
        part.wait_ready()
        assert server.query("domino", "SELECT value FROM kept") == "42"


async def test_a_role_cannot_enter_anothers_database(tmp_path: Path) -> None:
    with running_postgres(tmp_path, "domino", "airflow") as (server, _):
        address = server.url("airflow").rsplit("/", 1)[0]
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await asyncpg.connect(f"{address}/domino")


async def test_nobody_enters_without_the_password(tmp_path: Path) -> None:
    with running_postgres(tmp_path, "domino") as (server, _):
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(f"postgresql://domino:guess@127.0.0.1:{server.port}/domino")
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(f"postgresql://postgres:guess@127.0.0.1:{server.port}/postgres")


def test_a_half_made_store_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "postgres.new").mkdir()
    (tmp_path / "postgres.new" / "PG_VERSION").write_text("18")
    with running_postgres(tmp_path, "domino") as (server, _):
        assert server.query("domino", "SELECT 1") == "1"


def test_a_failing_statement_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(PostgresError, match="postgres failed") as failure, running_postgres(tmp_path, "same", "same"):
        pass
    assert "already exists" in str(failure.value)
    assert "PASSWORD" not in str(failure.value)


def test_a_question_that_fails_has_no_answer(tmp_path: Path) -> None:
    with running_postgres(tmp_path, "domino") as (server, _):
        assert isinstance(server, PostgresServer)
        assert server.query("domino", "SELECT nonsense") is None


def test_the_lock_of_a_dead_server_whose_number_a_stranger_has_does_not_matter(tmp_path: Path) -> None:
    with running_postgres(tmp_path, "domino") as (server, part):
        lock = server.directory / "postmaster.pid"
        _, *rest = lock.read_text().splitlines()
        part.kill()
        rest[1] = "1000000000"  # born in 2001
        lock.write_text("\n".join([str(os.getpid()), *rest]))
        part.restart()
        assert server.query("domino", "SELECT 1") == "1"


def test_the_lock_of_a_running_server_is_respected(tmp_path: Path) -> None:
    with running_postgres(tmp_path, "domino") as (server, _):
        server.prepare()
        assert (server.directory / "postmaster.pid").exists()
