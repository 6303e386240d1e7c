"""Dockerfiles and images that authors name: their steps stay, the runner comes in, and what fails says its line."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.docker_engine import BASE_IMAGE, DockerEngine
from tests.services.image_builder.conftest import MakeRepository
from tests.services.image_builder.images.workplace import ImageWorkplace, run_operator
from tests.services.image_builder.repositories import OperatorRepository

FOREIGN = "foreign-python:3"
MULTI_STAGE = """\
# A tool is made in one stage and used in the other.
FROM ghcr.io/tauffer-consulting/domino-base-piece:latest AS build
RUN mkdir -p /made && \\
    echo "made before" > /made/tool.txt

FROM ghcr.io/tauffer-consulting/domino-base-piece:latest
COPY config.toml domino/pieces_repository/
COPY operators domino/pieces_repository/operators
COPY dependencies/requirements_echo.txt domino/pieces_repository/dependencies/
RUN test "$(pwd)" = /home && test -f /home/domino/pieces_repository/config.toml
RUN pip install --no-cache-dir -r domino/pieces_repository/dependencies/requirements_echo.txt
COPY --from=build /made /made
"""


@pytest.fixture
def repository(make_repository: MakeRepository) -> OperatorRepository:
    return make_repository({"Echo": "tabulate==0.9.0\n"})


@pytest.fixture
def foreign(docker_engine: DockerEngine) -> Iterator[str]:
    """An image with Python that is none of ours: another home, another folder, an entry point, and no uv."""
    with contextlib.closing(docker_engine.client()) as client:
        container = client.containers.create(
            BASE_IMAGE, ["sh", "-c", "rm /usr/local/bin/uv"], user="root", network_mode="none"
        )
        container.start()
        container.wait()
        changes = ['ENTRYPOINT ["/bin/false"]', "WORKDIR /app", "USER root", "ENV HOME=/root"]
        container.commit(*FOREIGN.split(":"), changes="\n".join(changes))
        container.remove()
        yield FOREIGN


def depend_on(repository: OperatorRepository, text: str) -> None:
    repository.depend("Echo", {"dockerfile": "Dockerfile_echo"}, {"dependencies/Dockerfile_echo": text})


async def test_a_multi_stage_dockerfile_on_a_known_base_is_kept(
    workplace: ImageWorkplace, repository: OperatorRepository, docker_engine: DockerEngine, tmp_path: Path
) -> None:
    depend_on(repository, MULTI_STAGE)
    command = (await workplace.commands(repository))[0]
    event = await workplace.built(command)
    assert "RUN pip install" in event.log
    outcome = run_operator(docker_engine, command.image, "Echo", {"text": "hello"}, tmp_path / "storage")
    assert outcome["status"] == "success", outcome
    script = "cat /made/tool.txt; python -c 'import tabulate; print(tabulate.__version__)'; id -u; python -c 'import os, domino.runner as it; print(os.path.exists(it.__cached__))'; find /run/domino-build* /var/cache/domino-uv -type f"
    found = docker_engine.run(command.image, "-c", script, options=("--entrypoint", "sh"))
    assert found.splitlines() == ["made before", "0.9.0", "10001", "True"]  # and nothing that only the build needed


async def test_the_runner_comes_into_a_foreign_image(
    workplace: ImageWorkplace, repository: OperatorRepository, docker_engine: DockerEngine, foreign: str, tmp_path: Path
) -> None:
    repository.depend("Echo", {"docker_image": foreign}, {})
    command = (await workplace.commands(repository))[0]
    await workplace.built(command)
    outcome = run_operator(docker_engine, command.image, "Echo", {"text": "hello"}, tmp_path / "storage")
    assert outcome["status"] == "success", outcome
    script = "id -u; echo $HOME; touch ~/file; command -v uv || echo none"
    found = docker_engine.run(command.image, "-c", script, options=("--entrypoint", "sh"))
    assert found.splitlines() == ["10001", "/home/domino", "none"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "FROM domino-base-piece\n\nRUN echo begin\nRUN   ls \\\n   /nothing-here\n",
            "Line 4 of the Dockerfile failed, RUN ls /nothing-here: ls: cannot access '/nothing-here': No such file or",
        ),
        (
            "FROM domino-base-piece\n# note\n\nINSTALL curl\n",
            "Line 4 of the Dockerfile cannot be read: unknown instruction: INSTALL.",
        ),
        ("FROM domino-base-piece\nCOPY missing.txt /x\n", "Line 2 of the Dockerfile failed, COPY missing.txt /x: "),
        ("FROM domino-base-piece\nADD http://127.0.0.1:1/x /x\n", "Line 2 of the Dockerfile adds from an address"),
        (
            "FROM domino-base-piece\nRUN rm /usr/bin/python3 /usr/local/bin/python\n",
            "The packages cannot be installed: the image has no Python",
        ),
        (
            "FROM 127.0.0.1:1/nowhere:1\n",
            "The image 127.0.0.1:1/nowhere:1, which the group starts from, cannot be fetched: ",
        ),
    ],
    ids=["step", "unknown", "missing", "address", "no python", "no image"],
)
async def test_what_fails_is_said_with_its_line(
    workplace: ImageWorkplace, repository: OperatorRepository, text: str, reason: str
) -> None:
    depend_on(repository, text)
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert event.reason.startswith(reason)


async def test_packages_that_do_not_exist_are_named(workplace: ImageWorkplace, make_repository: MakeRepository) -> None:
    repository = make_repository({"Echo": "tabulate==0.0.999\n"})
    event = await workplace.failed((await workplace.commands(repository))[0])
    assert event.reason.startswith("The packages cannot be installed: there is no version of tabulate==0.0.999")
    assert "Installing the packages" in event.log
