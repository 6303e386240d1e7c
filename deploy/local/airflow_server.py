"""Airflow 3 beside the platform: its settings, its service account and its health."""

import json
import urllib.request
from configparser import RawConfigParser
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPException
from pathlib import Path

from deploy.local.layout import CHECKOUT
from deploy.local.ports import LOOPBACK
from deploy.local.private_file import write_private, write_private_json

TUNING = CHECKOUT / "deploy" / "airflow" / "airflow.cfg"
COMPONENT = CHECKOUT / "deploy" / "airflow" / "component.py"
LOCK = CHECKOUT / "deploy" / "airflow" / "requirements.lock"
USER = "domino"
BUNDLE = "domino"
BRANCH = "main"
BUNDLE_REFRESH = timedelta(seconds=2)
PROBE_TIMEOUT = 2.0


@dataclass(frozen=True, slots=True)
class AirflowServer:
    """What the three components share. `directory` is Airflow's home; `domino` its settings for Domino's own operator."""

    directory: Path
    environment: Path
    port: int
    database_url: str = field(repr=False)
    workflows_remote: str
    password: str = field(repr=False)
    fernet_key: str = field(repr=False)
    jwt_secret: str = field(repr=False)
    secret_key: str = field(repr=False)
    domino: dict[str, str] = field(default_factory=dict, repr=False)
    user: str = USER

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def passwords(self) -> Path:
        return self.directory / "passwords.json"

    def write_settings(self) -> None:
        """Write Airflow's settings file: secrets stand in it instead of in the environment of every task."""
        self.directory.mkdir(parents=True, exist_ok=True)
        parser = RawConfigParser()
        parser.read_string(TUNING.read_text(encoding="utf-8"))
        for section, values in self._settings().items():
            if not parser.has_section(section):
                parser.add_section(section)
            for key, value in values.items():
                parser.set(section, key, value.replace("%", "%%"))
        lines = [
            f"[{section}]\n" + "".join(f"{k} = {v}\n" for k, v in parser[section].items())
            for section in parser.sections()
        ]
        write_private(self.directory / "airflow.cfg", "\n".join(lines))
        write_private_json(self.passwords, {self.user: self.password})

    def _settings(self) -> dict[str, dict[str, str]]:
        bundle = {
            "name": BUNDLE,
            "classpath": "airflow.providers.git.bundles.git.GitDagBundle",
            "kwargs": {
                "repo_url": self.workflows_remote,
                "tracking_ref": BRANCH,
                "subdir": "dags",
                "refresh_interval": int(BUNDLE_REFRESH.total_seconds()),
            },
        }
        return {
            "core": {
                "dags_folder": str(self.directory / "dags"),
                "fernet_key": self.fernet_key,
                "execution_api_server_url": f"{self.url}/execution/",
                "simple_auth_manager_passwords_file": str(self.passwords),
            },
            "database": {"sql_alchemy_conn": self.database_url},
            "logging": {"base_log_folder": str(self.directory / "logs")},
            "dag_processor": {
                # The default is a temporary folder shared by every Airflow of the machine.
                "dag_bundle_storage_path": str(self.directory / "bundles"),
                "dag_bundle_config_list": json.dumps([bundle]),
            },
            "api": {"host": LOOPBACK, "port": str(self.port), "base_url": self.url, "secret_key": self.secret_key},
            "api_auth": {"jwt_secret": self.jwt_secret},
            "domino": self.domino,
        }

    def health(self) -> dict[str, dict[str, str | None]]:
        """What Airflow says of its components; empty while its API does not answer."""
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/monitor/health", timeout=PROBE_TIMEOUT) as answer:  # noqa: S310
                content: dict[str, dict[str, str | None]] = json.load(answer)
        except (OSError, HTTPException, ValueError):
            return {}
        return content
