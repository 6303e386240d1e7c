"""What the `[domino]` section says about containers."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

from domino_airflow.runtime import CannotRunError

NO_NETWORK = "none"
USER_FORM = re.compile(r"\d+:\d+")
USER = 10001  # the user of the images, who owns nothing on this machine


@dataclass(frozen=True)
class ContainerSettings:
    """`storage_source` is shared storage where the Engine sees it; `network` a network of the Engine; `user` is `uid:gid`."""

    url: str
    storage_source: str
    network: str = NO_NETWORK
    user: str = f"{USER}:{USER}"
    read_only: bool = True
    registry: str = ""
    registry_username: str = ""
    registry_password: str = field(default="", repr=False)


def read_container_settings(storage_root: str) -> ContainerSettings:
    """From Airflow's configuration; raise CannotRunError for what cannot be."""
    from domino_airflow.settings import optional, switch

    url = optional("docker_url") or "unix:///var/run/docker.sock"
    if not url.startswith(("unix://", "tcp://")):
        raise CannotRunError(f"AIRFLOW__DOMINO__DOCKER_URL has to begin with unix:// or tcp://; it is {url!r}.")
    user = optional("docker_user") or usual_user()
    if not USER_FORM.fullmatch(user):
        raise CannotRunError(f"AIRFLOW__DOMINO__DOCKER_USER has to be two numbers, uid:gid; it is {user!r}.")
    return ContainerSettings(
        url=url,
        storage_source=optional("docker_storage_root") or storage_root,
        network=optional("docker_network") or NO_NETWORK,
        user=user,
        read_only=switch("docker_read_only", usual=True),
        registry=optional("registry"),
        registry_username=optional("registry_username"),
        registry_password=optional("registry_password"),
    )


def usual_user() -> str:
    """Ours, so that files belong to whom they would belong without containers; never root."""
    return f"{os.getuid()}:{os.getgid()}" if os.getuid() else f"{USER}:{USER}"
