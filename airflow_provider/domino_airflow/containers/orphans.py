"""Ends containers whose task has died so hard that nobody was left to do it: a machine without power, a killed worker container."""

from __future__ import annotations

import contextlib
import logging
import sys
from pathlib import Path

import docker
from docker.errors import APIError

from domino_airflow.containers.claim import abandoned
from domino_airflow.containers.engine import EngineError, explanation
from domino_airflow.containers.settings import ContainerSettings
from domino_airflow.containers.specification import STORAGE
from domino_airflow.last_will import LastWill

log = logging.getLogger(__name__)

REMOVE = 'exec "$0" -I "$1" "$2" "$3"'


def sweep(engine: docker.APIClient, storage_root: Path, settings: ContainerSettings) -> None:
    """Remove every container of this installation that nobody holds. Trouble is for the next sweep: the task goes on."""
    try:
        for found in engine.containers(all=True, filters={"label": f"{STORAGE}={settings.storage_source}"}):
            name = found["Names"][0].lstrip("/") if found["Names"] else found["Id"]
            with abandoned(storage_root, name) as is_orphan:
                if is_orphan:
                    log.warning("Removing the container %s, whose task is gone.", name)
                    with contextlib.suppress(APIError):  # somebody else was quicker
                        engine.remove_container(found["Id"], v=True, force=True)
    except (*EngineError, OSError) as error:
        log.warning("Containers that were left behind could not be looked for (%s).", explanation(error))


def removal_when_we_die(url: str, name: str) -> LastWill:
    """Ends and removes the container as soon as this process ends without having done so."""
    program = Path(__file__).with_name("remove.py")
    return LastWill(REMOVE, sys.executable, str(program), url, name)
