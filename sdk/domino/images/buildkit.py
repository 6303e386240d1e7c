"""Builds with BuildKit through the Engine's own API.

The `docker` SDK knows only the classic builder, which has no cache for packages and is going away; the request is the same one with
`version=2`. Without a session nothing of ours can be reached from a build: no credentials, no secrets, no files.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import docker
import requests

from domino.images.build_trace import BuildTrace, TraceError

CONNECT_TIMEOUT = 10  # seconds
BUILDKIT = "2"

# Going away in the middle of an answer is told by the library below the SDK.
ENGINE_ERRORS = (docker.errors.DockerException, requests.exceptions.RequestException)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Solved:
    image_id: str


@dataclass(frozen=True, slots=True)
class Unsolved:
    """`step` is the instruction that failed, where one did; `tail` the end of the output."""

    step: str
    error: str
    tail: str


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """`build_id` is by what the build can be stopped."""

    build_id: str
    context: bytes
    dockerfile: str
    labels: Mapping[str, str]
    network: str


class BuildKitClient(docker.APIClient):
    """The SDK's client with the one request it lacks."""

    def solve(self, order: BuildOrder, say: Say) -> Solved | Unsolved:
        """Build without giving the image a name; `say` hears the log as it comes. Raises ENGINE_ERRORS."""
        parameters = {
            "version": BUILDKIT,
            "buildid": order.build_id,
            "dockerfile": order.dockerfile,
            "labels": json.dumps(dict(order.labels)),
            "forcerm": "1",
        } | ({"networkmode": order.network} if order.network else {})
        sdk: Any = self  # its type stubs leave out what is meant for subclasses
        # No limit for silence: the whole build has one, and is stopped by its id.
        response = self.post(
            sdk._url("/build"),  # noqa: SLF001
            params=parameters,
            data=order.context,
            headers={"Content-Type": "application/x-tar"},
            timeout=(CONNECT_TIMEOUT, None),
            stream=True,
        )
        with response:
            sdk._raise_for_status(response)  # noqa: SLF001
            return _followed(sdk._stream_helper(response, decode=True), say)  # noqa: SLF001

    def stop_build(self, build_id: str) -> None:
        """End a build with everything it runs; nothing when it has ended."""
        sdk: Any = self
        sdk._raise_for_status(sdk._post(sdk._url("/build/cancel"), params={"id": build_id}))  # noqa: SLF001


def _followed(answers: Any, say: Say) -> Solved | Unsolved:
    trace = BuildTrace()
    image_id = error = ""
    for answer in answers:
        if answer.get("id") == "moby.buildkit.trace":
            say(trace.read(_decoded(answer.get("aux"))))
        elif answer.get("id") == "moby.image.id":
            image_id = str(answer["aux"]["ID"])
        elif "error" in answer:
            error = str(answer["error"])
    say(trace.rest())
    if image_id and not error:
        return Solved(image_id)
    return Unsolved(trace.failed_step, error or trace.error or "the build ended without an image", trace.tail)


def _decoded(aux: object) -> bytes:
    try:
        return base64.b64decode(str(aux), validate=True)
    except binascii.Error as error:
        raise TraceError("not base64") from error
