"""The usual port when it is free, else the next free one; never the same twice."""

import socket
from collections.abc import Iterator

import pytest

from deploy.local.ports import LOOPBACK, Ports


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server((LOOPBACK, 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_passed_over(taken: int) -> None:
    assert Ports().take(taken) > taken


def test_a_port_is_given_once() -> None:
    ports = Ports()
    first = ports.take(20_000)
    assert ports.take(first) > first


def test_tests_get_whatever_is_free() -> None:
    ports = Ports(usual_ones=False)
    given = {ports.take(8700) for _ in range(20)}
    assert len(given) == 20
    assert 8700 not in given
