"""Registries: with a password, shared by machines, and away."""

import pytest
from pydantic import SecretStr

from services.image_builder.engines import image_store
from services.image_builder.engines.docker import Limits
from services.image_builder.engines.registry import Registry
from shared.runtime.errors import Transient
from tests.fixtures.docker_engine import BASE_IMAGE, DockerEngine, ImageRegistry
from tests.services.image_builder.conftest import MakeRepository
from tests.services.image_builder.images.workplace import GIB, MakeWorkplace
from tests.services.image_builder.repositories import OperatorRepository


@pytest.fixture
def repository(make_repository: MakeRepository) -> OperatorRepository:
    return make_repository({"Echo": ""}, "pushed_operators")


async def test_a_registry_with_a_password_is_used_with_it(
    make_workplace: MakeWorkplace, repository: OperatorRepository, locked_registry: ImageRegistry
) -> None:
    wrong = make_workplace(registry=Registry(locked_registry.address, "domino", SecretStr("wrong-password")))
    command = (await wrong.commands(repository))[0]
    event = await wrong.failed(command)
    assert "refuses the push" in event.reason
    assert "wrong-password" not in event.log + event.reason
    right = make_workplace(registry=Registry(locked_registry.address, "domino", SecretStr(locked_registry.password)))
    assert (await right.built(command)).repo_digest
    assert (await right.built(command)).reused


async def test_what_another_machine_has_pushed_is_not_built_again(
    make_workplace: MakeWorkplace,
    repository: OperatorRepository,
    docker_engine: DockerEngine,
    image_registry: ImageRegistry,
) -> None:
    first = make_workplace(registry=Registry(image_registry.address))
    command = (await first.commands(repository))[0]
    before = await first.built(command)
    docker_engine.forget(command.image, f"{image_registry.address}/{command.image}")
    after = await make_workplace(registry=Registry(image_registry.address)).built(command)
    assert "Another machine has built it" in after.log
    assert "Installing the packages" not in after.log
    assert after.repo_digest == before.repo_digest


async def test_a_registry_that_is_away_is_tried_again_later(
    make_workplace: MakeWorkplace, repository: OperatorRepository
) -> None:
    workplace = make_workplace(registry=Registry("127.0.0.1:1"))
    with pytest.raises(Transient):
        await workplace.builds.build((await workplace.commands(repository))[0])


async def test_old_images_that_the_registry_has_make_room(
    make_workplace: MakeWorkplace,
    make_repository: MakeRepository,
    docker_engine: DockerEngine,
    image_registry: ImageRegistry,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registry = Registry(image_registry.address)
    limits = Limits(image_bytes=4 * GIB, free_bytes=GIB // 4, store_bytes=1)
    monkeypatch.setattr(image_store, "RECENT", -1)
    alone = make_workplace(image_limits=limits)
    command = (await alone.commands(make_repository({"Echo": ""}, "old_operators")))[0]
    await alone.built(command)
    assert docker_engine.images(command.image), "no registry has it"
    shared = make_workplace(registry=registry, image_limits=limits)
    await shared.built(command)
    assert docker_engine.images(command.image) == []
    assert docker_engine.images(f"{image_registry.address}/{command.image}") == []
    assert docker_engine.images(BASE_IMAGE), "it was not built here"
