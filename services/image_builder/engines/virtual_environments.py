"""Virtual environments with a group's packages and the SDK, shared by everything that needs exactly the same packages."""

import asyncio
import json
import os
import re
import shutil
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import structlog
from uv import find_uv_bin

from services.image_builder import processes
from services.image_builder.build_log import BuildLog
from services.image_builder.build_reasons import reason_of_build
from services.image_builder.engine import Failed
from services.image_builder.recipe import digest_of, normal_requirements
from services.image_builder.scratch import scratch
from shared.runtime.failpoints import failpoint

MARK = "domino.json"  # in a finished virtual environment
NOT_COMPILED = "/.*/tests?/"  # half of the modules of some packages; no task imports them
TAIL = 32 * 1024  # characters of a program's output in which its reason is looked for

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class VirtualEnvironment:
    python: Path
    size_bytes: int


class VirtualEnvironments:
    """Below `root`: `venvs/<digest>` and `sdk/<digest>`, each moved into place when finished."""

    def __init__(self, root: Path, building: Path, sdk_root: Path, sdk_digest: str) -> None:
        self._root = root
        self._building = building
        self._sdk_root = sdk_root
        self._sdk_digest = sdk_digest
        self._python = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
        self._uv = find_uv_bin()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def find(self, requirements: str) -> VirtualEnvironment | None:
        """The finished environment for these requirements and this SDK, if its interpreter still works."""
        folder = self._folder(requirements)
        python = folder / "bin" / "python"
        try:
            size = int(json.loads((folder / MARK).read_bytes())["size_bytes"])
        except (OSError, ValueError, KeyError):
            return None
        return VirtualEnvironment(python, size) if python.exists() else None  # a link that leads nowhere does not exist

    async def make(self, requirements: str, build_log: BuildLog) -> VirtualEnvironment | Failed:
        """Find or install; two that need the same packages install them once."""
        folder = self._folder(requirements)
        async with self._turns[folder.name]:
            if (found := self.find(requirements)) is not None:
                await build_log.line("The same packages are installed already; they are shared.")
                return found
            with scratch(self._building, "venv") as temporary:
                failure = await self._install(requirements, temporary, folder, build_log)
                if failure is not None:
                    return failure
                await asyncio.to_thread(move_into_place, temporary / "venv", folder)
        failpoint("image_builder.venv_ready")
        made = self.find(requirements)
        return made if made is not None else Failed("The installed packages disappeared from the disk.")

    async def compile(self, folder: Path, final: Path, python: Path, build_log: BuildLog, *more: str) -> None:
        """Compile to bytecode what will lie at `final`, so that no task does it. Code that cannot be compiled is no error here."""
        left_out = re.escape(str(folder)) + NOT_COMPILED
        options = ("-q", "-q", "-x", left_out, "-s", str(folder), "-p", str(final), *more)
        command = (str(python), "-I", "-m", "compileall", *options, str(folder))
        environment = processes.outside_environment()
        await processes.run(command, folder=folder, environment=environment, on_text=build_log.write)

    async def _install(self, requirements: str, temporary: Path, final: Path, build_log: BuildLog) -> Failed | None:
        wheel = await self._sdk_wheel(temporary, build_log)
        if isinstance(wheel, Failed):
            return wheel
        venv = temporary / "venv"
        (temporary / "requirements.txt").write_text(requirements)
        python = venv / "bin" / "python"
        options = ("--python", str(python), "--requirements", "requirements.txt", str(wheel))
        for arguments in (
            ("venv", "--quiet", "--relocatable", "--python", str(self._python), str(venv)),
            ("pip", "install", *options),
        ):
            if (failure := await self._run_uv(arguments, temporary, build_log)) is not None:
                return failure
        await build_log.line("Compiling to bytecode")
        await self.compile(venv, final, python, build_log, "-j", "0")
        size = await asyncio.to_thread(size_of, venv)
        (venv / MARK).write_text(json.dumps({"size_bytes": size}))
        return None

    async def _sdk_wheel(self, temporary: Path, build_log: BuildLog) -> Path | Failed:
        """The SDK as a wheel, built once for each content: uv's own cache would not notice a change of its code."""
        folder = self._root / "sdk" / self._sdk_digest
        async with self._turns["sdk"]:
            if not (wheels := sorted(folder.glob("*.whl"))):
                source = temporary / "sdk-source"
                ignored = shutil.ignore_patterns("__pycache__", ".*")
                await asyncio.to_thread(shutil.copytree, self._sdk_root, source, ignore=ignored)
                output = temporary / "sdk"
                arguments = ("build", "--wheel", "--python", str(self._python), "--out-dir", str(output), str(source))
                if (failure := await self._run_uv(arguments, temporary, build_log)) is not None:
                    return failure
                await asyncio.to_thread(move_into_place, output, folder)
                wheels = sorted(folder.glob("*.whl"))
        return wheels[0]

    async def _run_uv(self, arguments: tuple[str, ...], folder: Path, build_log: BuildLog) -> Failed | None:
        tail = ""

        async def keep(text: str) -> None:
            nonlocal tail
            tail = (tail + text)[-TAIL:]
            await build_log.write(text)

        command = (self._uv, *arguments)
        code = await processes.run(command, folder=folder, environment=_uv_environment(), on_text=keep)
        if code == 0:
            return None
        reason = reason_of_build(tail)
        log.info("packages.not_installed", step=arguments[0], code=code, reason=reason)
        return Failed(reason)

    def _folder(self, requirements: str) -> Path:
        parts = (normal_requirements(requirements), self._sdk_digest, sys.version, sys.platform, str(self._python))
        return self._root / "venvs" / digest_of(part.encode() for part in parts)


def _uv_environment() -> dict[str, str]:
    """uv reads the configuration of the machine (an index of one's own, for instance), but none that lies around the folder."""
    names = [name for name in os.environ if name.startswith("UV_")]
    environment = processes.outside_environment("HOME", "XDG_CACHE_HOME", *names) | {
        "NO_COLOR": "1",
        "UV_NO_PROGRESS": "1",
        "UV_PYTHON_DOWNLOADS": "never",
    }
    homes = (os.environ.get("XDG_CONFIG_HOME", str(Path.home() / ".config")), "/etc")
    files = [file for home in homes if (file := Path(home) / "uv" / "uv.toml").is_file()]
    chosen = {"UV_CONFIG_FILE": str(files[0])} if files else {"UV_NO_CONFIG": "1"}
    return chosen | environment


def move_into_place(finished: Path, place: Path) -> None:
    """One rename. What was there is broken (a whole one would have been used) and goes first."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        place.rename(finished.parent / "replaced")
    finished.rename(place)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum((Path(place) / name).lstat().st_size for place, _, names in os.walk(folder) for name in names)
