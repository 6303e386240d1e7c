"""What image_builder needs to know."""

from pathlib import Path
from typing import Literal

from pydantic import PositiveFloat, PositiveInt, SecretStr

from shared.runtime.settings import WorkerSettings


class Settings(WorkerSettings):
    """`environments_root` is where finished environments lie, `sdk_root` the folder of the distribution `domino`.

    The engine `docker` uses the Docker Engine at `docker_url`, starts from `base_image` and pushes to `registry` when there is one.
    `build_network` is a network of that engine, empty for its usual one.
    `allow_local_repositories` admits paths, file:// and hosts of private networks: for one machine with one owner.
    `read_models`: whether the models of a repository that committed no schemas are imported, isolated, to get them.
    `gateway_url` and `builder_key` are for the credentials of private repositories; `known_hosts` may name a file with the
    keys of ssh hosts.
    """

    engine: Literal["environment", "docker"] = "environment"
    environments_root: Path
    sdk_root: Path
    allow_local_repositories: bool = False
    read_models: bool = True
    gateway_url: str
    builder_key: SecretStr
    known_hosts: Path | None = None
    build_concurrency: PositiveInt = 2
    build_timeout_seconds: PositiveFloat = 1800
    fetch_timeout_seconds: PositiveFloat = 120
    docker_url: str = "unix:///var/run/docker.sock"
    base_image: str = "domino-base:1"
    registry: str = ""
    registry_username: str = ""
    registry_password: SecretStr = SecretStr("")
    build_network: str = ""
    image_limit_mib: PositiveInt = 16 * 1024
    image_store_mib: PositiveInt = 64 * 1024
    smallest_free_mib: PositiveInt = 2 * 1024
