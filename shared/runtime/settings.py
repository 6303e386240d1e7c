"""Settings that every worker has; each service adds its own. Read once, in `__main__`."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """From environment variables `DOMINO_*`. No defaults for addresses or keys: a missing one stops the start."""

    model_config = SettingsConfigDict(env_prefix="DOMINO_", frozen=True, extra="ignore")

    nats_url: SecretStr


class WorkerSettings(ServiceSettings):
    """A worker serves health and metrics on its own port and keeps scratch files in `work_root`."""

    health_host: str
    health_port: int
    work_root: Path
