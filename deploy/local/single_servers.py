"""One server alone, for tests that need no whole platform: own folder, free ports, generated passwords, stopped at the end."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.local.airflow_components import airflow_components
from deploy.local.airflow_schema import AirflowSchema
from deploy.local.airflow_server import AirflowServer
from deploy.local.keys import Keys
from deploy.local.layout import AIRFLOW_ENVIRONMENT
from deploy.local.nats_server import NatsServer
from deploy.local.part import Part
from deploy.local.ports import Ports
from deploy.local.postgres_server import Database, PostgresServer
from deploy.local.process_record import ProcessRecord
from deploy.local.program import Program
from deploy.local.supervisor import Supervisor
from deploy.local.workflows_repository import ensure_workflows_repository


@contextmanager
def running_nats(folder: Path) -> Iterator[tuple[NatsServer, Part]]:
    """JetStream, ready to use; the part kills, pauses and restarts it."""
    server = NatsServer(folder / "nats", Ports(usual_ones=False).take(0), secrets.token_urlsafe())
    part = Part(server, folder / "logs")
    try:
        part.start()
        part.wait_ready()
        yield server, part
    finally:
        part.stop()


@contextmanager
def running_postgres(folder: Path, *databases: str) -> Iterator[tuple[PostgresServer, Part]]:
    """Postgres with the named databases, each owned by a role of the same name."""
    made = tuple(Database(name, secrets.token_urlsafe()) for name in databases)
    server = PostgresServer(folder / "postgres", Ports(usual_ones=False).take(0), secrets.token_urlsafe(), made)
    part = Part(server, folder / "logs")
    try:
        part.start()
        part.wait_ready()
        yield server, part
    finally:
        part.stop()


@contextmanager
def running_airflow(
    folder: Path, domino: Mapping[str, str] | None = None
) -> Iterator[tuple[AirflowServer, Mapping[str, Part]]]:
    """Airflow's three components with their database, following the bare repository `folder/workflows.git`.

    `domino` becomes the section of that name of Airflow's settings. The parts include `postgres`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    keys = Keys.of(folder / "keys.json")
    ports = Ports(usual_ones=False)
    database = Database("airflow", keys.airflow_database_password)
    postgres = PostgresServer(folder / "postgres", ports.take(0), keys.postgres_password, (database,))
    workflows = folder / "workflows.git"
    ensure_workflows_repository(workflows)
    airflow = AirflowServer(
        directory=folder / "airflow",
        environment=AIRFLOW_ENVIRONMENT,
        port=ports.take(0),
        database_url=postgres.url("airflow", "postgresql+psycopg2"),
        workflows_remote=str(workflows),
        password=keys.airflow_password,
        fernet_key=keys.airflow_fernet_key,
        jwt_secret=keys.airflow_jwt_secret,
        secret_key=keys.airflow_secret_key,
        domino=dict(domino or {}),
    )
    airflow.write_settings()
    schema = AirflowSchema(folder / "airflow-schema.json", lambda statement: postgres.query("airflow", statement))
    programs: tuple[Program, ...] = (postgres, *airflow_components(airflow, schema))
    supervisor = Supervisor(programs, folder / "logs", ProcessRecord(folder / "processes.json"))
    try:
        supervisor.start()
        yield airflow, supervisor.parts
    finally:
        supervisor.stop()
