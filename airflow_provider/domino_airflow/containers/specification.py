"""What a task's container may see, use and do. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docker.types import DeviceRequest, LogConfig, Mount, Ulimit
from domino.repository.resources import mebibytes, millicores

from domino_airflow.containers.settings import ContainerSettings
from domino_airflow.runtime import CONTAINER_STORAGE, Work

REPOSITORY = "/home/operators_repository"
HOME = "/home/domino"
# The runner's output and its errors are one stream here as everywhere, so that lines keep their order.
ENTRYPOINT = ["/bin/sh", "-c", "exec /usr/local/bin/domino-runner 2>&1"]
MIB = 1024 * 1024
SMALLEST_MEMORY = 6 * MIB  # the Engine takes no less
PERIOD = 100_000  # microseconds in which the quota of processor time is used
SMALLEST_QUOTA = 1_000  # microseconds; the kernel takes no less
MOST_PROCESSES = 1024
SCRATCH = "rw,nosuid,nodev,exec,mode=1777,size=2g"  # memory, and counted as the container's own
SHARED_MEMORY = "1g"  # what libraries pass arrays through between processes; the Engine's 64 MiB are too few for them

STORAGE = "domino.storage"
NAME = re.compile(r"\w[\w.-]*")


def container_of(work: Work, image: str, settings: ContainerSettings) -> dict[str, Any]:
    """The arguments of `create_container`, beside the host configuration."""
    return {
        "image": image,
        "entrypoint": ENTRYPOINT,
        "user": settings.user,
        "working_dir": f"{CONTAINER_STORAGE}/{work.folder.results}",
        "stdin_open": True,
        "labels": labels_of(work, settings),
    }


def labels_of(work: Work, settings: ContainerSettings) -> dict[str, str]:
    """Whose container it is, for people and for those who look for what was left behind."""
    return {
        STORAGE: settings.storage_source,
        "domino.dag": work.dag_id,
        "domino.run": work.run_id,
        "domino.task": work.task_id,
        "domino.map_index": str(work.map_index),
        "domino.try": str(work.try_number),
    }


def host_of(work: Work, above: Mapping[str, str], settings: ContainerSettings) -> dict[str, Any]:
    """The arguments of `create_host_config`; `above` are the folders of the tasks before this one, by task id."""
    return {
        # A volume of its own takes over what the image has there, such as models that were fetched when it was built.
        "mounts": [*mounts_of(work, above, settings.storage_source), Mount(HOME, None, type="volume")],
        "network_mode": settings.network,
        "init": True,
        "read_only": settings.read_only,
        "tmpfs": {"/tmp": SCRATCH},  # noqa: S108 - of the container
        "shm_size": SHARED_MEMORY,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
        "pids_limit": MOST_PROCESSES,
        "ulimits": [Ulimit(name="core", soft=0, hard=0)],
        # Output goes to us alone: the Engine's own copy would be a file with everything that is masked in ours.
        "log_config": LogConfig(type="none"),
        **resources_of(work.resources),
    }


def resources_of(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Limits in the Engine's units. What is not asked for is not limited."""
    limits: dict[str, Any] = {}
    if (cpu := millicores(asked.get("cpu"))) is not None:
        # As a quota, since the Engine refuses a number of processors that the machine does not have.
        limits |= {"cpu_period": PERIOD, "cpu_quota": max(cpu * PERIOD // 1000, SMALLEST_QUOTA)}
    if (memory := memory_of(asked)) is not None:
        limits |= {"mem_limit": memory, "memswap_limit": memory}
    if gpus := int(asked.get("gpu") or 0):
        limits["device_requests"] = [DeviceRequest(count=gpus, capabilities=[["gpu"]])]
    return limits


def memory_of(asked: Mapping[str, Any]) -> int | None:
    """The limit in bytes."""
    memory = mebibytes(asked.get("memory"))
    return None if memory is None else max(memory * MIB, SMALLEST_MEMORY)


def mounts_of(work: Work, above: Mapping[str, str], source: str) -> Iterator[Mount]:
    """Its own folder to write to and those of the tasks before it to read, in the layout of shared storage.

    Each is there a second time under `/home/shared_storage/<task>`, which is where operators of earlier releases look.
    """
    top = work.folder.path.partition("/")[0]
    for task_id, folder, read_only in (
        (work.task_id, work.folder.path, False),
        *((task_id, folder, True) for task_id, folder in above.items()),
    ):
        yield Mount(f"{CONTAINER_STORAGE}/{folder}", f"{source}/{folder}", type="bind", read_only=read_only)
        # One inside the other cannot be mounted.
        if task_id != top and NAME.fullmatch(task_id):
            yield Mount(f"{CONTAINER_STORAGE}/{task_id}", f"{source}/{folder}", type="bind", read_only=read_only)
