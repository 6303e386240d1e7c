"""P13: images and environments: what is unchanged costs nothing, and packages come faster than with pip."""

import asyncio
import contextlib
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import docker
from domino.images import DOCKERFILE, pack
from domino.images.buildkit import BuildKitClient, BuildOrder, Solved
from uv import find_uv_bin

from bench.table import Row, spread
from deploy.docker.base_image import make_base_image
from shared.messages.repositories import BuildImage, ImageBuildFailed, ImageBuilt
from tests.fixtures.docker_engine import BASE_IMAGE, DockerEngine
from tests.services.image_builder.conftest import Builder
from tests.services.image_builder.images.workplace import ImageWorkplace
from tests.services.image_builder.repositories import OperatorRepository

GROUPS = 10
ROUNDS = 3
CONCURRENCY = 2  # as the service has it
TIMEOUT = 600.0
HEAVY = "numpy==2.2.6\npandas==2.2.3\n"
WITH_PIP = f"""\
FROM {BASE_IMAGE}
USER root
COPY requirements.txt /requirements.txt
RUN pip install --no-cache-dir --requirement /requirements.txt
"""


def measure() -> list[Row]:
    """On an engine of its own; interleaved, so that both sides meet the same machine."""
    with _folder() as folder, _engine() as engine:
        return asyncio.run(_measure(folder, engine))


async def _measure(folder: Path, engine: DockerEngine) -> list[Row]:
    images = ImageWorkplace(folder / "images", url=engine.url, timeout=TIMEOUT)
    environments = Builder(folder / "environments", timeout=TIMEOUT)
    try:
        return [
            *await _ten_groups(images, folder),
            *await _packages(images, engine, folder),
            *await _environments(environments, folder),
        ]
    finally:
        images.close()


async def _ten_groups(images: ImageWorkplace, folder: Path) -> list[Row]:
    requirements = {f"Echo{number}": f"tabulate==0.{8 + number % 2}.0\n# {number}\n" for number in range(GROUPS)}
    requirements = {name: f"{text}markdown==3.{number}\n" for number, (name, text) in enumerate(requirements.items())}
    repository = OperatorRepository(folder / "ten", requirements, "ten_groups")
    first, _ = await _all_built(images, await images.commands(repository))
    again: list[float] = []
    built = 0
    for _ in range(ROUNDS):
        seconds, new = await _all_built(images, await images.commands(repository))
        again.append(seconds / GROUPS * 1000)
        built += new
    repository.save({"dependencies/requirements_echo3.txt": "tabulate==0.9.0\nmarkdown==3.8\n"})
    changed, new = await _all_built(images, await images.commands(repository))
    other = OperatorRepository(folder / "other", {"Echo0": requirements["Echo0"]}, "other_groups")
    shared, _ = await _all_built(images, await images.commands(other))
    return [
        Row(
            "P13",
            f"{GROUPS} groups installed again unchanged: builds, and time for each",
            f"{built} builds, {spread(again, 'ms')}; the first time {first:.1f} s for all",
            "0 builds and <= 50 ms",
            built == 0 and median(again) <= 50,
        ),
        Row(
            "P13",
            f"one requirement of {GROUPS} groups changed; one group shared with another repository",
            f"{new} build, {changed:.1f} s; shared in {shared:.2f} s",
            "1 build; packages installed once",
            new == 1,
        ),
    ]


async def _packages(images: ImageWorkplace, engine: DockerEngine, folder: Path) -> list[Row]:
    repository = OperatorRepository(folder / "heavy", {"Echo": HEAVY}, "heavy_group")
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        text = f"{HEAVY}# {secrets.token_hex(4)}\n"  # other bytes, so that no layer is reused
        repository.save({"dependencies/requirements_echo.txt": text, "operators/Echo/note.txt": text})
        ours.append((await _all_built(images, await images.commands(repository)))[0])
        theirs.append(await asyncio.to_thread(_with_pip, engine, text))
    ratio = median(theirs) / median(ours[1:])
    return [
        Row(
            "P13",
            "numpy and pandas into an image, against the same Dockerfile with pip",
            f"cold {ours[0]:.1f} s, warm {spread(ours[1:])}; pip {spread(theirs)}; {ratio:.1f} times as fast",
            ">= 5 x pip",
            ratio >= 5,
        )
    ]


def _with_pip(engine: DockerEngine, requirements: str) -> float:
    client = BuildKitClient(base_url=engine.url, version="auto", timeout=600)
    try:
        files = {DOCKERFILE: WITH_PIP.encode(), "requirements.txt": requirements.encode()}
        began = time.perf_counter()
        solved = client.solve(BuildOrder(secrets.token_hex(8), pack(files), DOCKERFILE, {}, ""), lambda _: None)
        if not isinstance(solved, Solved):
            raise docker.errors.DockerException(solved.error)
        client.remove_image(solved.image_id)
        return time.perf_counter() - began
    finally:
        client.close()


async def _environments(builder: Builder, folder: Path) -> list[Row]:
    repository = OperatorRepository(folder / "environment", {"Echo": HEAVY}, "environment_group")
    ours: list[float] = []
    plain: list[float] = []
    for number in range(ROUNDS):
        plain.append(await asyncio.to_thread(_plain_uv, folder / f"plain{number}"))
        text = f"{HEAVY}tabulate==0.{8 + number % 2}.{number // 2}\n" if number % 2 == 0 else HEAVY
        shutil.rmtree(builder.environments, ignore_errors=True)
        builder.engine.prepare()
        repository.save({"dependencies/requirements_echo.txt": text, "operators/Echo/note.txt": secrets.token_hex(4)})
        ours.append((await _all_built(builder, await builder.commands(repository)))[0])
    ratio = median(ours) / median(plain)
    return [
        Row(
            "P13",
            "the same packages as an environment (compiled, with the SDK), against plain `uv pip install --compile-bytecode`",
            f"{spread(ours)}; uv {spread(plain)}; ratio {ratio:.2f}",
            "a figure",
        )
    ]


def _plain_uv(venv: Path) -> float:
    uv = find_uv_bin()
    requirements = venv.with_suffix(".txt")
    requirements.write_text(HEAVY)
    began = time.perf_counter()
    subprocess.run((uv, "venv", "--quiet", str(venv)), check=True)
    install = ("pip", "install", "--quiet", "--compile-bytecode", "--python", str(venv / "bin" / "python"))
    subprocess.run((uv, *install, "--requirements", str(requirements)), check=True)
    seconds = time.perf_counter() - began
    shutil.rmtree(venv)
    return seconds


async def _all_built(builder: Builder, commands: list[BuildImage]) -> tuple[float, int]:
    """Seconds until all are there, and how many had to be built."""
    turns = asyncio.Semaphore(CONCURRENCY)

    async def build(command: BuildImage) -> ImageBuilt | ImageBuildFailed:
        async with turns:
            return await builder.builds.build(command)

    began = time.perf_counter()
    events = await asyncio.gather(*(build(command) for command in commands))
    seconds = time.perf_counter() - began
    failed = [event.reason for event in events if not isinstance(event, ImageBuilt)]
    if failed:
        raise RuntimeError(failed[0])
    return seconds, sum(isinstance(event, ImageBuilt) and not event.reused for event in events)


@contextlib.contextmanager
def _engine() -> Iterator[DockerEngine]:
    engine = DockerEngine()
    try:
        engine.start()
        with contextlib.closing(engine.client()) as client:
            make_base_image(client, BASE_IMAGE)
        yield engine
    finally:
        engine.stop()


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="domino-bench-") as folder:
        yield Path(folder)
