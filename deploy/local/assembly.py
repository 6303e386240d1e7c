"""What a platform on one machine consists of, and what each part is told about the others. Reading this is reading the topology."""

from collections.abc import Mapping
from dataclasses import dataclass

from deploy.local.airflow_components import AirflowComponent, airflow_components
from deploy.local.airflow_schema import AirflowSchema
from deploy.local.airflow_server import AirflowServer
from deploy.local.keys import Keys
from deploy.local.layout import AIRFLOW_ENVIRONMENT, CHECKOUT, PAGE, Home
from deploy.local.nats_server import NatsServer
from deploy.local.ports import LOOPBACK, Ports
from deploy.local.postgres_server import Database, PostgresServer
from deploy.local.program import Program
from deploy.local.service import Service

GATEWAY = "api_gateway"
PAGE_PORT, NATS_PORT, POSTGRES_PORT, AIRFLOW_PORT = 8700, 8704, 8705, 8706
WORKERS = {"workflow_compiler": 8711, "git_sync": 8712, "image_builder": 8713, "run_monitor": 8714}
MIGRATION = "services.api_gateway.migrate"


@dataclass(frozen=True, slots=True)
class Assembly:
    """Every part with its address and its keys; nothing runs yet."""

    nats: NatsServer
    postgres: PostgresServer
    airflow: AirflowServer
    components: tuple[AirflowComponent, ...]
    services: tuple[Service, ...]
    url: str

    @classmethod
    def of(cls, home: Home, keys: Keys, ports: Ports) -> "Assembly":
        page_port = ports.take(PAGE_PORT)
        nats = NatsServer(home.nats, ports.take(NATS_PORT), keys.nats_password)
        databases = (
            Database("domino", keys.domino_database_password),
            Database("airflow", keys.airflow_database_password),
        )
        postgres = PostgresServer(home.postgres, ports.take(POSTGRES_PORT), keys.postgres_password, databases)
        url = f"http://{LOOPBACK}:{page_port}"
        airflow = _airflow(home, keys, ports.take(AIRFLOW_PORT), nats, postgres, url)
        schema = AirflowSchema(home.airflow_schema, lambda statement: postgres.query("airflow", statement))
        # The page comes first: on two cores whatever starts beside the gateway delays it. The API server loads for so long
        # that it is worth its core from the beginning.
        components = airflow_components(airflow, schema, needs=("postgres", GATEWAY))
        health = {name: ports.take(port) for name, port in WORKERS.items()}
        gateway = Service(
            GATEWAY,
            page_port,
            home.work / GATEWAY,
            _gateway_settings(home, keys, nats, postgres, page_port, url),
            needs=("nats", "postgres"),
            migration=MIGRATION,
        )
        workers = (
            Service(
                name, health[name], home.work / name, {**_common(home, nats, name, health[name]), **own}, (GATEWAY,)
            )
            for name, own in _worker_settings(home, airflow).items()
        )
        return cls(nats, postgres, airflow, components, (gateway, *workers), url)

    @property
    def programs(self) -> tuple[Program, ...]:
        return (self.nats, self.postgres, *self.services, *self.components)


def _airflow(
    home: Home, keys: Keys, port: int, nats: NatsServer, postgres: PostgresServer, gateway_url: str
) -> AirflowServer:
    return AirflowServer(
        directory=home.airflow,
        environment=AIRFLOW_ENVIRONMENT,
        port=port,
        database_url=postgres.url("airflow", "postgresql+psycopg2"),
        workflows_remote=str(home.workflows),
        password=keys.airflow_password,
        fernet_key=keys.airflow_fernet_key,
        jwt_secret=keys.airflow_jwt_secret,
        secret_key=keys.airflow_secret_key,
        domino={
            "runtime": "process",
            "environments_root": str(home.environments),
            "storage_root": str(home.storage),
            "gateway_url": gateway_url,
            "worker_key": keys.worker_key,
            "nats_url": nats.url,
        },
    )


def _gateway_settings(
    home: Home, keys: Keys, nats: NatsServer, postgres: PostgresServer, port: int, url: str
) -> Mapping[str, str]:
    page = {"page_root": str(PAGE)} if (PAGE / "index.html").exists() else {}
    return page | {
        "nats_url": nats.url,
        "database_url": postgres.url("domino", "postgresql+asyncpg"),
        "http_host": LOOPBACK,
        "http_port": str(port),
        "public_url": url,
        "storage_root": str(home.storage),
        "signing_key": keys.signing_key,
        "secrets_key": keys.secrets_key,
        "worker_key": keys.worker_key,
        "allow_local_repositories": "true",
    }


def _common(home: Home, nats: NatsServer, name: str, port: int) -> Mapping[str, str]:
    return {
        "nats_url": nats.url,
        "health_host": LOOPBACK,
        "health_port": str(port),
        "work_root": str(home.work / name),
    }


def _worker_settings(home: Home, airflow: AirflowServer) -> Mapping[str, Mapping[str, str]]:
    workflows = {"workflows_remote": str(home.workflows)}
    storage = {"storage_root": str(home.storage)}
    engine = {
        "airflow_url": airflow.url,
        "airflow_username": airflow.user,
        "airflow_password": airflow.password,
    }
    environments = {
        "environments_root": str(home.environments),
        "sdk_root": str(CHECKOUT / "sdk"),
        "allow_local_repositories": "true",
    }
    return {
        "workflow_compiler": {},
        "git_sync": workflows,
        "image_builder": environments | storage,
        "run_monitor": engine | storage,
    }
