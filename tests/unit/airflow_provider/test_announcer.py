"""Announcing a change reaches a real NATS server, survives its restart, and costs next to nothing when it is away."""

import asyncio
import socket
import time

import nats as nats_client
from domino_airflow.announcer import TIMEOUT, Announcer

from tests.fixtures.servers import NatsServer, eventually

SUBJECT = "evt.airflow.v1.changed"


async def test_a_message_arrives_and_the_connection_is_kept(nats: NatsServer) -> None:
    client = await nats_client.connect(nats.url)
    got: list[bytes] = []

    async def keep(message: object) -> None:
        got.append(message.data)  # type: ignore[attr-defined]

    await client.subscribe(SUBJECT, cb=keep)
    await client.flush()
    announcer = Announcer(nats.url)
    assert await asyncio.to_thread(announcer.announce, SUBJECT, b"one")
    assert await asyncio.to_thread(announcer.announce, SUBJECT, b"two\r\nlines")
    await eventually(lambda: got == [b"one", b"two\r\nlines"])
    announcer.close()
    await client.close()


def test_a_restarted_server_is_found_again(nats: NatsServer) -> None:
    announcer = Announcer(nats.url)
    assert announcer.announce(SUBJECT, b"one")
    nats.kill()
    nats.start()
    assert announcer.announce(SUBJECT, b"two")
    announcer.close()


def test_a_wrong_password_is_not_taken_for_success(nats: NatsServer) -> None:
    announcer = Announcer(nats.url.replace(nats.password, "wrong"))
    assert not announcer.announce(SUBJECT, b"one")


def test_a_server_that_hangs_costs_one_time_out_and_not_one_per_change() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        announcer = Announcer(f"nats://127.0.0.1:{silent.getsockname()[1]}")
        begun = time.monotonic()
        assert not any(announcer.announce(SUBJECT, b"one") for _ in range(20))
        assert time.monotonic() - begun < 3 * TIMEOUT


def test_an_address_where_nobody_listens_is_no_error() -> None:
    assert not Announcer("nats://127.0.0.1:1").announce(SUBJECT, b"one")
