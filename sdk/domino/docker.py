"""The Docker Engine that the docker command would use, which knows where it is and who may use the registry."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from uuid import uuid4

from domino.environments.uv import STANDARD_ERROR
from domino.refusal import FAILED, RefusalError

USUAL_ENGINE = "unix:///var/run/docker.sock"
TIMEOUT_SECONDS = 120


class Docker:
    """Raises RefusalError when there is no command or no engine."""

    def __init__(self) -> None:
        program = shutil.which("docker")
        if program is None:
            raise RefusalError("The docker command is missing: install Docker, or leave images to the platform.")
        self.program = program
        if self._ask("version", "--format", "{{.Server.Version}}") is None:
            raise RefusalError(
                "No Docker Engine answers: start it, or say where it is with DOCKER_HOST; its socket may also be closed to this user.",
                FAILED,
            )

    def has(self, image: str) -> bool:
        return self._ask("image", "inspect", "--format", "{{.Id}}", image) is not None

    def label_of(self, image: str, label: str) -> str | None:
        """The value of a label, empty when the image has none; None when there is no such image here."""
        return self._ask("image", "inspect", "--format", f'{{{{ index .Config.Labels "{label}" }}}}', image)

    def build(self, image: str, context: bytes, dockerfile: str, labels: Mapping[str, str]) -> None:
        """Build from a packed context and give the image its name; the log is shown as it comes."""
        try:
            from domino.images.buildkit import ENGINE_ERRORS, BuildKitClient, BuildOrder, Solved
        except ImportError as error:
            raise RefusalError("Building needs the package docker: install it with `pip install docker`.") from error
        order = BuildOrder(uuid4().hex, context, dockerfile, labels, network="")
        with contextlib.closing(BuildKitClient(base_url=self._engine(), timeout=TIMEOUT_SECONDS)) as client:
            try:
                result = client.solve(order, _show)
                if isinstance(result, Solved):
                    repository, _, tag = image.rpartition(":")
                    client.tag(result.image_id, repository, tag)
                    return
            except KeyboardInterrupt:
                client.stop_build(order.build_id)
                raise
            except ENGINE_ERRORS as error:
                raise RefusalError(f"The Docker Engine gave up on {image}: {error}", FAILED) from error
        raise RefusalError(f"{image} could not be built: {result.error}", FAILED)

    def push(self, image: str) -> None:
        done = subprocess.run((self.program, "push", image), stdout=STANDARD_ERROR, check=False)
        if done.returncode != 0:
            registry = image.partition("/")[0]
            raise RefusalError(
                f"{image} could not be pushed; the engine says why above. If it asks who you are: `docker login {registry}`.",
                FAILED,
            )

    def _engine(self) -> str:
        """Where the command finds its engine: a variable, or the context that was chosen with `docker context use`."""
        host = os.environ.get("DOCKER_HOST")
        return host or self._ask("context", "inspect", "--format", "{{ .Endpoints.docker.Host }}") or USUAL_ENGINE

    def _ask(self, *arguments: str) -> str | None:
        done = subprocess.run((self.program, *arguments), capture_output=True, text=True, check=False)
        return done.stdout.strip() if done.returncode == 0 else None


def _show(text: str) -> None:
    print(text, end="", file=sys.stderr, flush=True)
