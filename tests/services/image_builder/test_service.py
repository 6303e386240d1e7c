"""The whole service as a process, on a real NATS: a repository goes in, environments and a live log come out."""

import asyncio
import os
import sys
from pathlib import Path

from nats.aio.msg import Msg

from shared.messages.repositories import (
    BuildImage,
    ImageBuildLogged,
    ImageBuildStarted,
    ImageBuilt,
    InstallRepository,
    RepositoryFetched,
    RepositoryFetchStarted,
)
from shared.messaging.bus import Bus
from shared.messaging.envelope import Outgoing
from tests.fixtures.servers import NatsServer, eventually
from tests.services.image_builder.conftest import SDK, MakeRepository


async def test_from_a_url_to_an_environment_with_its_log(
    nats: NatsServer, tmp_path: Path, make_repository: MakeRepository
) -> None:
    repository = make_repository({"Echo": "tabulate==0.9.0\n"})
    environment = os.environ | {
        "DOMINO_NATS_URL": nats.url,
        "DOMINO_HEALTH_HOST": "127.0.0.1",
        "DOMINO_HEALTH_PORT": "0",
        "DOMINO_WORK_ROOT": str(tmp_path / "work"),
        "DOMINO_ENVIRONMENTS_ROOT": str(tmp_path / "environments"),
        "DOMINO_SDK_ROOT": str(SDK),
        "DOMINO_ALLOW_LOCAL_REPOSITORIES": "true",
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "services.image_builder", env=environment)
    heard: dict[str, list[bytes]] = {}

    async def hear(message: Msg) -> None:
        heard.setdefault(message.subject, []).append(message.data)

    try:
        async with Bus("test", nats.url) as bus:
            await bus.client.subscribe("evt.>", cb=hear)
            await bus.publish(Outgoing(InstallRepository(repository_id="r", url=repository.url, ref="main")))
            await eventually(lambda: RepositoryFetched.subject in heard)
            fetched = RepositoryFetched.model_validate_json(heard[RepositoryFetched.subject][0])
            command = BuildImage(
                build_id="b",
                repository_id="r",
                url=fetched.url,
                commit=fetched.commit,
                group=fetched.groups[0].name,
                image=fetched.groups[0].image,
            )
            await bus.publish_batch([Outgoing(command), Outgoing(command.model_copy(update={"build_id": "c"}))])
            await eventually(lambda: len(heard.get(ImageBuilt.subject, [])) == 2, timeout=60)
    finally:
        process.kill()
        await process.wait()
    assert len(heard[RepositoryFetchStarted.subject]) == 1
    assert len(heard[ImageBuildStarted.subject]) == 2
    built = [ImageBuilt.model_validate_json(data) for data in heard[ImageBuilt.subject]]
    assert sorted(event.reused for event in built) == [False, True]
    logged = [ImageBuildLogged.model_validate_json(data) for data in heard[ImageBuildLogged.subject]]
    assert "".join(event.text for event in logged if event.build_id == "b") in {event.log for event in built}
