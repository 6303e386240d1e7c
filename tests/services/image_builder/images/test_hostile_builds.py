"""What a hostile build gets: no secrets, no way to this machine, and an end to its memory, disk, output and time."""

import socket
import threading
from collections.abc import Iterator

import pytest

from services.image_builder.engines.docker import Limits
from services.image_builder.engines.registry import Registry
from tests.fixtures.docker_engine import MEMORY_LIMIT, DockerEngine
from tests.fixtures.servers import eventually
from tests.services.image_builder.conftest import MakeRepository
from tests.services.image_builder.images.workplace import GIB, ImageWorkplace, MakeWorkplace
from tests.services.image_builder.repositories import OperatorRepository

MIB = 1024 * 1024
SECRET = "not-for-builds-42"


@pytest.fixture
def repository(make_repository: MakeRepository) -> OperatorRepository:
    return make_repository({"Echo": ""})


@pytest.fixture
def canary() -> Iterator[tuple[int, list[bytes]]]:
    """A service on this machine's loopback that notes who comes."""
    visits: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                visits.append(connection.recv(1000))
                connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1], visits
        server.shutdown(socket.SHUT_RDWR)


def run_step(repository: OperatorRepository, *steps: str) -> None:
    text = "\n".join(("FROM domino-base-piece", *steps)) + "\n"
    repository.depend("Echo", {"dockerfile": "Dockerfile_echo"}, {"dependencies/Dockerfile_echo": text})


async def test_secrets_of_the_service_are_not_there(
    workplace: ImageWorkplace, repository: OperatorRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOMINO_NATS_URL", f"nats://domino:{SECRET}@127.0.0.1:4222")
    workplace.images._registry = Registry("127.0.0.1:1", "domino", None)
    run_step(repository, "RUN env; cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n'; ls -A /run/secrets 2>&1; false")
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert "PATH=" in event.log
    assert SECRET not in event.log
    assert "DOMINO_" not in event.log


@pytest.mark.parametrize("kind", ["secret,id=x,target=/x", "ssh"])
async def test_nothing_can_be_asked_for_from_the_service(
    workplace: ImageWorkplace, repository: OperatorRepository, kind: str
) -> None:
    run_step(repository, f"RUN --mount=type={kind},required cat /x")
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert event.reason.startswith("Line 2 of the Dockerfile failed")


async def test_services_of_this_machine_are_out_of_reach(
    workplace: ImageWorkplace, repository: OperatorRepository, canary: tuple[int, list[bytes]]
) -> None:
    port, visits = canary
    code = (
        "import socket; "
        "gateway = open('/proc/net/route').read().split()[13]; "
        "hosts = ['127.0.0.1', socket.inet_ntoa(bytes.fromhex(gateway)[::-1])]; "
        f"print([socket.socket().connect_ex((host, {port})) for host in hosts])"
    )
    run_step(repository, f'RUN python -c "{code}"', "RUN false")
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert "[111, 111]" in event.log
    run_step(repository, f'RUN --network=host python -c "{code}"')
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert event.reason.startswith("Line 2 of the Dockerfile asks for rights that builds do not have")
    assert visits == []


async def test_no_more_rights_can_be_asked_for(workplace: ImageWorkplace, repository: OperatorRepository) -> None:
    run_step(repository, "RUN --security=insecure true")
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert event.reason.startswith("Line 2 of the Dockerfile asks for rights that builds do not have")
    run_step(repository, "RUN mount -t tmpfs none /mnt")
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert "permission denied" in event.log


async def test_memory_ends_at_the_limit_of_the_engine(
    workplace: ImageWorkplace, repository: OperatorRepository
) -> None:
    run_step(repository, f"RUN python -c 'x = bytearray({2 * MEMORY_LIMIT})'")
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert event.reason.endswith("Killed (exit code 137).")


async def test_a_full_disk_ends_the_build(
    make_workplace: MakeWorkplace, repository: OperatorRepository, docker_engine: DockerEngine
) -> None:
    used = docker_engine.used_bytes()
    workplace = make_workplace(
        image_limits=Limits(image_bytes=4 * GIB, free_bytes=docker_engine.free_bytes() - 500 * MIB)
    )
    run_step(repository, "RUN while true; do head -c 50M /dev/zero >> /filler; sleep 0.1; done")
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert event.reason.startswith("The build was stopped because only ")
    await eventually(lambda: docker_engine.used_bytes() < used + 100 * MIB)  # what it wrote is gone


async def test_an_image_that_is_too_large_is_not_kept(
    make_workplace: MakeWorkplace, repository: OperatorRepository, docker_engine: DockerEngine
) -> None:
    workplace = make_workplace(image_limits=Limits(image_bytes=100 * MIB, free_bytes=GIB // 4))
    command = (await workplace.commands(repository))[0]
    event = await workplace.failed(command)
    assert event.reason.endswith("more than the 100 MiB allowed here.")
    assert docker_engine.images(command.image) == []


async def test_a_flood_of_output_is_cut(workplace: ImageWorkplace, repository: OperatorRepository) -> None:
    run_step(repository, "RUN yes this is a line of a flood | head -c 300M", "RUN echo the end; false")
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert len(event.log) < 1 * MIB
    assert "the end" in event.log
    assert sum(len(logged.text) for logged in workplace.logged) < 5 * MIB


async def test_a_build_without_end_is_stopped(
    make_workplace: MakeWorkplace, repository: OperatorRepository, docker_engine: DockerEngine
) -> None:
    workplace = make_workplace(timeout=3.0)
    run_step(repository, "RUN sleep 4242")
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert event.reason.startswith("The build took longer than ")
    await docker_engine.nothing_runs("sleep 4242")
