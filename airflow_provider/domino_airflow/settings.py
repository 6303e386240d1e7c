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
    """What every runtime is told; each reads what only it needs itself."""

    runtime: str
    storage_root: Path
    output_limit_bytes: int


def read_settings() -> Settings:
    return Settings(
        runtime=chosen_runtime(),
        storage_root=Path(required("storage_root")),
        output_limit_bytes=conf.getint(SECTION, "output_limit_bytes", fallback=OUTPUT_LIMIT),
    )


def chosen_runtime() -> str:
    name: str = conf.get(SECTION, "runtime", fallback="process")
    return name


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


def switch(key: str, *, usual: bool) -> bool:
    chosen: bool = conf.getboolean(SECTION, key, fallback=usual)
    return chosen
