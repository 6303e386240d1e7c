"""The `[domino]` section of Airflow's configuration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from airflow.sdk.configuration import conf

from domino_airflow.runtime import CannotRunError

SECTION = "domino"
MIB = 1024 * 1024
OUTPUT_LIMIT = 1 * MIB


@dataclass(frozen=True)
class Settings:
    runtime: str
    environments_root: Path
    storage_root: Path
    output_limit_bytes: int
    warm_start: bool


def read_settings() -> Settings:
    return Settings(
        runtime=conf.get(SECTION, "runtime", fallback="process"),
        environments_root=Path(required("environments_root")),
        storage_root=Path(required("storage_root")),
        output_limit_bytes=conf.getint(SECTION, "output_limit_bytes", fallback=OUTPUT_LIMIT),
        warm_start=conf.getboolean(SECTION, "warm_start", fallback=True),
    )


def required(key: str) -> str:
    """The value of `key`; raise CannotRunError when nobody has set it."""
    value: str = conf.get(SECTION, key, fallback="")
    if not value:
        raise CannotRunError(
            f"Airflow does not know Domino's {key}: set AIRFLOW__{SECTION.upper()}__{key.upper()} for its scheduler and workers."
        )
    return value


def optional(key: str) -> str:
    """The value of `key`, or an empty text."""
    value: str = conf.get(SECTION, key, fallback="")
    return value
