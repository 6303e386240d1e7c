"""Limits and mounts of a task's container follow from the task alone."""

from dataclasses import replace

import pytest
from domino_airflow.containers.specification import mounts_of, resources_of
from domino_airflow.runtime import Work

from tests.unit.airflow_provider.runtime_cases import work


@pytest.mark.parametrize(
    ("asked", "limits"),
    [
        ({}, {}),
        ({"cpu": "500m"}, {"cpu_period": 100_000, "cpu_quota": 50_000}),
        ({"cpu": "2"}, {"cpu_period": 100_000, "cpu_quota": 200_000}),
        ({"cpu": "1m"}, {"cpu_period": 100_000, "cpu_quota": 1_000}),
        ({"memory": "256Mi"}, {"mem_limit": 256 * 2**20, "memswap_limit": 256 * 2**20}),
        ({"memory": "1Mi"}, {"mem_limit": 6 * 2**20, "memswap_limit": 6 * 2**20}),
        ({"gpu": 0}, {}),
    ],
)
def test_limits_are_in_the_engines_units(asked: dict[str, object], limits: dict[str, object]) -> None:
    assert resources_of(asked) == limits


def test_a_gpu_is_asked_for_as_a_device() -> None:
    [request] = resources_of({"gpu": 2})["device_requests"]
    assert (request["Count"], request["Capabilities"]) == (2, [["gpu"]])


def places(running: Work, above: dict[str, str]) -> dict[str, tuple[str, bool]]:
    return {
        mount["Target"].removeprefix("/home/shared_storage/"): (mount["Source"], bool(mount.get("ReadOnly")))
        for mount in mounts_of(running, above, "/storage")
    }


def test_its_own_folder_is_for_writing_and_those_above_are_for_reading() -> None:
    assert places(work("Echo"), {"before": "d/r/before"}) == {
        "d/r/t": ("/storage/d/r/t", False),
        "t": ("/storage/d/r/t", False),
        "d/r/before": ("/storage/d/r/before", True),
        "before": ("/storage/d/r/before", True),
    }


def test_a_task_that_is_called_like_its_workflow_has_no_second_place() -> None:
    assert places(replace(work("Echo"), task_id="d"), {}) == {"d/r/t": ("/storage/d/r/t", False)}
