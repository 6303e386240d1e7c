"""NATS as the platform starts it."""

import socket
import stat
from pathlib import Path

import nats

from deploy.local.nats_server import NatsServer
from deploy.local.single_servers import running_nats


async def publish(server: NatsServer) -> None:
    client = await nats.connect(server.url)
    stream = client.jetstream()
    await stream.add_stream(name="things", subjects=["things.*"])
    await stream.publish("things.one", b"kept")
    await client.close()


async def stored(server: NatsServer) -> list[bytes | None]:
    client = await nats.connect(server.url)
    stream = client.jetstream()
    names = [info.config.name for info in await stream.streams_info()]
    found = [(await stream.get_msg(name, 1)).data for name in names if name is not None]
    await client.close()
    return found


async def test_messages_survive_kill_9(tmp_path: Path) -> None:
    with running_nats(tmp_path) as (server, part):
        await publish(server)
        part.kill()
        part.restart()
        assert await stored(server) == [b"kept"]


async def test_a_wiped_store_is_empty(tmp_path: Path) -> None:
    with running_nats(tmp_path) as (server, part):
        await publish(server)
        part.stop()
        server.wipe()
        part.restart()
        assert await stored(server) == []


def test_nobody_enters_without_the_password(tmp_path: Path) -> None:
    with running_nats(tmp_path) as (server, _), socket.create_connection(("127.0.0.1", server.port)) as stranger:
        stranger.sendall(b'CONNECT {"verbose": false, "user": "domino", "pass": "guess"}\r\nPING\r\n')
        answer = b"".join(iter(lambda: stranger.recv(4096), b""))
        assert b"Authorization Violation" in answer
        assert b"PONG" not in answer


def test_the_password_stands_in_a_private_file_only(tmp_path: Path) -> None:
    with running_nats(tmp_path) as (server, _):
        assert stat.S_IMODE(server.settings.stat().st_mode) == 0o600
        assert server.password not in " ".join(server.command().arguments)
