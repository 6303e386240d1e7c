"""Keeps builds from filling the disk of an engine on this machine. An engine elsewhere watches its own."""

import asyncio
import shutil
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from services.image_builder.engine import Built, Failed

INTERVAL = 0.5  # seconds
MIB = 1024 * 1024


class DiskSpace:
    """`folder` is where the engine keeps its images, `floor` the bytes that have to stay free."""

    def __init__(self, folder: str, floor: int) -> None:
        self._folder = folder if folder and Path(folder).is_dir() else None
        self._floor = floor

    async def kept_during(self, build: Coroutine[Any, Any, Built | Failed]) -> Built | Failed:
        """The build's result; it is stopped when the disk becomes too full."""
        building = asyncio.ensure_future(build)
        watching = asyncio.ensure_future(self._until_short())
        try:
            await asyncio.wait((building, watching), return_when=asyncio.FIRST_COMPLETED)
            if building.done():
                return building.result()
            return Failed(f"The build was stopped because only {watching.result() // MIB} MiB were left on the disk.")
        finally:
            for task in (watching, building):
                task.cancel()
            await asyncio.wait((watching, building))

    async def _until_short(self) -> int:
        while True:
            if self._folder is not None:
                free = (await asyncio.to_thread(shutil.disk_usage, self._folder)).free
                if free < self._floor:
                    return free
            await asyncio.sleep(INTERVAL)
