"""Builds images with a Docker Engine and leaves them there, or in a registry where other machines find them too.

An image gets its name when it is whole and within the limits; with a registry it counts as built when it has been pushed.
"""

import asyncio
import contextlib
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import docker
import structlog
from domino.images import DOCKERFILE, DockerfileRefusedError, ImageContents, Wheel, build_context, images_of, pack
from domino.images.buildkit import ENGINE_ERRORS, BuildKitClient, BuildOrder, Solved

from services.image_builder.build_log import BuildLog
from services.image_builder.engine import Built, Failed
from services.image_builder.engines.disk_space import DiskSpace
from services.image_builder.engines.image_reasons import reason_of_image
from services.image_builder.engines.image_store import StoredImage, not_kept
from services.image_builder.engines.image_transfer import ImageTransfer
from services.image_builder.engines.registry import Registry
from services.image_builder.engines.threads import in_thread, speaker
from services.image_builder.recipe import Recipe, digest_of_image
from shared.runtime.errors import Transient
from shared.runtime.failpoints import failpoint

LABEL = "domino.image"  # on every image that was built here: its name
TIMEOUT = 300  # seconds an answer of the engine may take
MIB = 1024 * 1024

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one image may take, what has to stay free while one is built, and what all images, and as much again the builds'
    cache, may take together; `network` names a network of the engine for builds, empty for its usual one."""

    image_bytes: int
    free_bytes: int
    store_bytes: int = 64 * 1024 * MIB
    network: str = ""


class StoppedError(Exception):
    """The build was cancelled; ends the thread that follows it."""


class DockerEngine:
    """One engine, reached by its address."""

    name: Literal["docker"] = "docker"

    def __init__(self, url: str, base_image: str, wheel: Wheel, registry: Registry | None, limits: Limits) -> None:
        self._client = BuildKitClient(base_url=url, version="auto", timeout=TIMEOUT)
        self._base_image = base_image
        self._wheel = wheel
        self._registry = registry
        self._transfer = ImageTransfer(self._client, registry)
        self._limits = limits
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def close(self) -> None:
        self._client.close()

    def prepare(self) -> None:
        """Remove what builds that were killed have left without a name."""
        self._client.prune_images({"dangling": True, "label": LABEL})

    async def tidy(self) -> None:
        """Remove the oldest images and the oldest of the builds' cache beyond the limits."""
        try:
            await asyncio.to_thread(self._tidy)
        except ENGINE_ERRORS as error:
            log.warning("images.not_tidied", reason=str(error))

    async def check(self) -> None:
        """Not ready when the engine does not answer."""
        await asyncio.to_thread(self._client.ping)

    def identity(self, image: str) -> str:
        return image

    async def find(self, image: str) -> Built | None:
        return await asyncio.to_thread(self._find, image)

    async def build(self, recipe: Recipe, log: BuildLog) -> Built | Failed:
        stopped = threading.Event()
        order_id = secrets.token_hex(16)
        speak = speaker(log.write)

        def say(text: str) -> None:
            if stopped.is_set():
                raise StoppedError
            speak(text)

        def stop() -> None:
            stopped.set()
            with contextlib.suppress(*ENGINE_ERRORS):
                self._client.stop_build(order_id)

        await log.line(f"Image {recipe.image}: {', '.join(recipe.operators)}")
        space = DiskSpace(await asyncio.to_thread(self._folder), self._limits.free_bytes)
        try:
            async with self._turns[recipe.digest]:  # equal content of two repositories is built once
                result = await space.kept_during(in_thread(lambda: self._make(recipe, order_id, say), stop))
        except ENGINE_ERRORS as error:
            raise Transient(f"The Docker Engine could not do its work: {error}") from error
        await self.tidy()
        return result

    def _find(self, image: str) -> Built | None:
        try:
            if (size := self._size(image)) is None:
                return None
            digest = self._transfer.pushed_digest(image)
        except ENGINE_ERRORS as error:
            raise Transient(f"The Docker Engine does not answer: {error}") from error
        return None if digest is None and self._registry is not None else Built(size, digest or "")

    def _make(self, recipe: Recipe, order_id: str, say: Callable[[str], None]) -> Built | Failed:
        if (size := self._size(recipe.image)) is None and self._take_finished(recipe.image, say):
            size = self._size(recipe.image)
        if size is None:
            made = self._build(recipe, order_id, say)
            if isinstance(made, Failed):
                return made
            size = made.size_bytes
        digest = self._transfer.push(recipe.image, say)
        return digest if isinstance(digest, Failed) else Built(size, digest)

    def _build(self, recipe: Recipe, order_id: str, say: Callable[[str], None]) -> Built | Failed:
        contents = _contents(recipe)
        try:
            context = build_context(contents, self._base_image, self._wheel)
        except DockerfileRefusedError as refused:
            return Failed(str(refused))
        dockerfile = context[DOCKERFILE].decode()
        for image in images_of(dockerfile):
            if (failure := self._fetch(image, say)) is not None:
                return failure
        order = BuildOrder(order_id, pack(context), DOCKERFILE, {LABEL: recipe.image}, self._limits.network)
        result = self._client.solve(order, say)
        if not isinstance(result, Solved):
            return Failed(reason_of_image(result, contents.dockerfile or "", dockerfile))
        failpoint("image_builder.image_built")
        size = int(self._client.inspect_image(result.image_id)["Size"])
        if size > self._limits.image_bytes:
            self._client.remove_image(result.image_id)
            return Failed(
                f"The image has {size // MIB} MiB, more than the {self._limits.image_bytes // MIB} MiB allowed here."
            )
        repository, _, tag = recipe.image.rpartition(":")
        self._client.tag(result.image_id, repository, tag)
        failpoint("image_builder.image_tagged")
        return Built(size)

    def _fetch(self, image: str, say: Callable[[str], None]) -> Failed | None:
        """Have an image that the build starts from. Builds cannot pull by themselves: they have no credentials."""
        if self._size(image) is not None:
            return None
        say(f"Fetching {image}\n")
        error = self._transfer.pull(image)
        if not error:
            return None
        if image == self._base_image:
            return Failed(
                f"The base image {image} is not there: make it with `make base-image`, or set DOMINO_BASE_IMAGE."
            )
        return Failed(f"The image {image}, which the group starts from, cannot be fetched: {error}.")

    def _take_finished(self, image: str, say: Callable[[str], None]) -> bool:
        """Whether another repository has the same content, or another machine has built it: then it is here now."""
        tag = digest_of_image(image)
        if namesakes := self._client.images(quiet=True, filters={"reference": f"*:{tag}", "label": LABEL}):
            say("Another repository has an image with the same content; it is shared.\n")
            self._client.tag(namesakes[0], image.rpartition(":")[0], tag)
            return True
        return self._transfer.take_pushed(image, say)

    def _tidy(self) -> None:
        for image in not_kept(self._stored(), self._limits.store_bytes, time.time()):
            for name in image.names:
                with contextlib.suppress(docker.errors.APIError):  # a container came to use it
                    self._client.remove_image(name)
            log.info("image.removed", names=image.names, size_bytes=image.own_bytes)
        self._client.prune_builds(keep_storage=self._limits.store_bytes, all=True)

    def _stored(self) -> list[StoredImage]:
        prefix = f"{self._registry.address}/" if self._registry is not None else None
        return [
            StoredImage(
                names=tuple(names),
                created=int(image["Created"]),
                own_bytes=max(0, int(image["Size"]) - max(0, int(image["SharedSize"]))),
                is_used=int(image["Containers"]) > 0,
                is_in_registry=prefix is not None and any(n.startswith(prefix) for n in image.get("RepoDigests") or ()),
            )
            for image in self._client.df()["Images"] or ()
            if LABEL in (image.get("Labels") or {}) and (names := image.get("RepoTags"))
        ]

    def _size(self, image: str) -> int | None:
        try:
            return int(self._client.inspect_image(image)["Size"])
        except docker.errors.ImageNotFound:
            return None

    def _folder(self) -> str:
        try:
            return str(self._client.info().get("DockerRootDir", ""))
        except ENGINE_ERRORS as error:
            raise Transient(f"The Docker Engine does not answer: {error}") from error


def _contents(recipe: Recipe) -> ImageContents:
    return ImageContents(
        requirements=recipe.requirements,
        dockerfile=recipe.dockerfile,
        docker_image=recipe.docker_image,
        code={path: content for path, content in recipe.code.items() if not path.startswith("dependencies/")},
        documents=recipe.documents,
        dependencies={path: content for path, content in recipe.code.items() if path.startswith("dependencies/")},
    )
