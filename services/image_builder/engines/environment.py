"""Builds images as plain folders: `<root>/<digest>/` with the code of a group, beside a shared virtual environment.

`environment.json` says where the interpreter and the code are; it is written before the folder is moved into place, so
an environment is there completely or not at all.
"""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Literal

from services.image_builder.build_log import BuildLog
from services.image_builder.engine import Built, Failed
from services.image_builder.engines.virtual_environments import VirtualEnvironments, move_into_place, size_of
from services.image_builder.recipe import Recipe, digest_of_image
from services.image_builder.scratch import scratch, sweep
from shared.runtime.failpoints import failpoint

DOCUMENT = "environment.json"
CODE = Path("home") / "operators_repository"
BUILDING = ".building"
MIB = 1024 * 1024
SMALLEST_FREE_SPACE = 256 * MIB


class EnvironmentEngine:
    """Nothing but uv and a disk; for one machine whose owner trusts the repositories installed on it."""

    name: Literal["environment"] = "environment"

    def __init__(self, root: Path, sdk_root: Path, sdk_digest: str) -> None:
        self._root = root
        self._building = root / BUILDING
        self._virtual_environments = VirtualEnvironments(root, self._building, sdk_root, sdk_digest)

    def prepare(self) -> None:
        """Make the folders and remove what killed builds have left."""
        self._building.mkdir(parents=True, exist_ok=True)
        sweep(self._building)

    async def check(self) -> None:
        """Not ready when nothing could be built."""
        free = (await asyncio.to_thread(shutil.disk_usage, self._building)).free
        if free < SMALLEST_FREE_SPACE:
            raise OSError(f"only {free // MIB} MiB are free for environments")

    async def find(self, image: str) -> Built | None:
        return await asyncio.to_thread(self._find, digest_of_image(image))

    async def build(self, recipe: Recipe, log: BuildLog) -> Built | Failed:
        if recipe.dockerfile is not None or recipe.docker_image is not None:
            return Failed(f"{recipe.group} is described by a Docker image, which this machine's engine cannot build.")
        await log.line(f"Environment for {recipe.image}: {', '.join(recipe.operators)}")
        made = await self._virtual_environments.make(recipe.requirements, log)
        if isinstance(made, Failed):
            return made
        place = self._root / recipe.digest
        with scratch(self._building, "env") as temporary:
            folder = temporary / "environment"
            await asyncio.to_thread(_export, recipe, folder / CODE)
            await self._virtual_environments.compile(folder, place, made.python, log)
            size = made.size_bytes + await asyncio.to_thread(size_of, folder)
            document = {
                "image": recipe.image,
                "python": str(made.python),
                "repository_root": str(place / CODE),
                "operators": list(recipe.operators),
                "size_bytes": size,
            }
            (folder / DOCUMENT).write_text(json.dumps(document, indent=2) + "\n")
            failpoint("image_builder.before_rename")
            await asyncio.to_thread(move_into_place, folder, place)
        failpoint("image_builder.built")
        await log.line("The environment is ready.")
        return Built(size)

    def _find(self, digest: str) -> Built | None:
        try:
            document = json.loads((self._root / digest / DOCUMENT).read_bytes())
            size = int(document["size_bytes"])
            # A removed virtual environment, or an interpreter that an upgrade took away, makes it useless.
            is_whole = Path(document["python"]).exists() and Path(document["repository_root"]).is_dir()
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Built(size) if is_whole else None


def _export(recipe: Recipe, root: Path) -> None:
    """Write the code as plain files. Their names were checked when the repository was read; links cannot occur."""
    for path, content in recipe.code.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (root / "dependencies").mkdir(parents=True, exist_ok=True)
    (root / "dependencies" / "requirements.txt").write_text(recipe.requirements)
