"""Processor time and memory in every unit become millicores and MiB."""

from typing import Any

import pytest
from domino.repository import ResourceAmount, Resources
from domino.repository.resources import mebibytes, millicores, read_resources


@pytest.mark.parametrize(
    ("given", "amount"),
    [(100, 100), ("100m", 100), ("2", 2000), ("0.5", 500), (1.5, 2), (0, 0), ("", None), ("1 core", None), (True, None), (-1, None)],
)  # fmt: skip
def test_processor_time(given: Any, amount: int | None) -> None:
    assert millicores(given) == amount


@pytest.mark.parametrize(
    ("given", "amount"),
    [(128, 128), ("128Mi", 128), ("3Gi", 3072), ("1G", 954), ("1048576", 1), ("512 MB", 489), ("12Xi", None), ([], None)],
)  # fmt: skip
def test_memory(given: Any, amount: int | None) -> None:
    assert mebibytes(given) == amount


def test_a_flat_form_asks_and_limits_at_once() -> None:
    assert read_resources({"cpu": 100, "memory": "1Gi"}) == (
        Resources(ResourceAmount(100, 1024), ResourceAmount(100, 1024)),
        (),
    )


def test_the_normal_form_is_read_back() -> None:
    resources, _ = read_resources({"requests": {"cpu": "100m"}, "limits": {"memory": "3Gi"}, "use_gpu": True})
    assert read_resources(resources.to_json()) == (resources, ())


@pytest.mark.parametrize("given", ["x", {"requests": 1}, {"limits": {"cpu": "lots"}}, {"use_gpu": "yes"}, {"disk": 1}])
def test_what_is_not_understood_is_said(given: Any) -> None:
    assert len(read_resources(given)[1]) == 1
