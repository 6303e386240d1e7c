"""Runs a program that nobody vouches for: in namespaces of its own, without network, without our files, within limits.

Made of util-linux, which every Debian has: unshare, mount, pivot_root, setpriv, prlimit. As root the program runs as a user that
owns nothing; otherwise in a user namespace. Where the kernel allows neither, nothing is run.
"""

import asyncio
import contextlib
import itertools
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from services.image_builder import processes
from services.image_builder.scratch import scratch

SCRIPT = Path(__file__).with_name("isolated.sh")
SYSTEM = ("/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache", "/etc/alternatives")
MIB = 1024 * 1024
CHUNK = 64 * 1024
LOOK_EVERY = 0.05  # seconds between looks at the memory
TAIL = 4096  # bytes kept of what was written to standard error
UNUSED_USERS = range(61184, 65184)  # nobody's; https://systemd.io/UIDS-GIDS gives them out for an hour


@dataclass(frozen=True, slots=True)
class Limits:
    """`memory` is of all processes together; one process may address four times as much, which costs nothing."""

    seconds: float = 30.0
    memory: int = 1024 * MIB
    output: int = 4 * MIB
    processes: int = 48

    @property
    def options(self) -> tuple[str, ...]:
        return (
            "--core=0",
            f"--as={4 * self.memory}",
            f"--cpu={int(self.seconds) + 1}",
            f"--fsize={64 * MIB}",
            f"--nofile={256}",
            f"--nproc={self.processes}",
        )


@dataclass(frozen=True, slots=True)
class Ended:
    """`errors` is the end of what it wrote to standard error."""

    code: int
    output: bytes
    errors: bytes


@dataclass(frozen=True, slots=True)
class Stopped:
    """`reason` continues the sentence "it …"."""

    reason: str


class Isolation:
    def __init__(self, work_root: Path, limits: Limits | None = None) -> None:
        self._work_root = work_root
        self._limits = limits or Limits()
        self._users = itertools.cycle(UNUSED_USERS)

    async def reason_against(self) -> str | None:
        """Why nothing can be isolated on this machine; None when it can."""
        try:
            ended = await self.run(("/usr/bin/true",), ())
        except OSError as error:
            return f"{error.filename or 'unshare'} is missing"
        if isinstance(ended, Stopped):
            return ended.reason
        if ended.code == 0:
            return None
        return ended.errors.decode("utf-8", "replace").strip().rpartition("\n")[2][:200] or "namespaces are refused"

    async def run(self, command: Sequence[str], readable: Sequence[Path]) -> Ended | Stopped:
        """Run to its end or to a limit. It can read `readable` and the system's programs, and write to its own /tmp."""
        limits = self._limits
        with scratch(self._work_root, "isolated") as folder:
            process = await asyncio.create_subprocess_exec(
                *self._started(folder, readable, ("prlimit", *limits.options, "--", *command)),
                env=_ENVIRONMENT,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
            watching = asyncio.create_task(_too_much_memory(process.pid, limits.memory))
            reading = asyncio.create_task(_read(process, limits.output))
            try:
                async with asyncio.timeout(limits.seconds):
                    await asyncio.wait((watching, reading), return_when=asyncio.FIRST_COMPLETED)
            except TimeoutError:
                return Stopped(f"took longer than {limits.seconds:.0f} seconds")
            finally:
                watching.cancel()
                reading.cancel()
                await asyncio.wait((watching, reading))
                # Killing the first process of a pid namespace kills all others, whatever they did to get away.
                await processes.stop(process)
            if not watching.cancelled():
                return Stopped(f"used more than {limits.memory // MIB} MiB of memory")
            return reading.result()

    def _started(self, folder: Path, readable: Sequence[Path], command: Sequence[str]) -> tuple[str, ...]:
        is_root = os.geteuid() == 0
        new = ("--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child=KILL")
        user = str(next(self._users)) if is_root else "same"
        return (
            "unshare",
            *(() if is_root else ("--user", "--map-root-user")),
            *new,
            "/bin/sh",
            str(SCRIPT),
            str(folder.resolve()),
            user,
            *SYSTEM,
            *(str(path) for path in readable if not path.is_relative_to("/usr")),
            "--",
            *command,
        )


_ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/tmp",  # noqa: S108 - its own
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    # Libraries of numbers start a thread for each core, which counts as a process.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


class _TooMuchError(Exception):
    """More was written than anyone will read."""


async def _read(process: asyncio.subprocess.Process, limit: int) -> Ended | Stopped:
    """Everything it writes, up to a limit on both channels together."""
    assert process.stdout is not None
    assert process.stderr is not None
    written = 0
    kept = {process.stdout: bytearray(), process.stderr: bytearray()}

    async def drain(stream: asyncio.StreamReader, most: int) -> None:
        nonlocal written
        while chunk := await stream.read(CHUNK):
            written += len(chunk)
            if written > limit:
                raise _TooMuchError
            kept[stream] += chunk
            del kept[stream][: max(0, len(kept[stream]) - most)]

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(drain(process.stdout, limit))
            group.create_task(drain(process.stderr, TAIL))
    except* _TooMuchError:
        pass
    if written > limit:
        return Stopped(f"wrote more than {limit // MIB} MiB")
    return Ended(await process.wait(), bytes(kept[process.stdout]), bytes(kept[process.stderr]))


async def _too_much_memory(pid: int, limit: int) -> None:
    """Return when all processes together use more."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        used = 0
        with contextlib.suppress(psutil.Error):
            for process in psutil.Process(pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    used += process.memory_info().rss
        if used > limit:
            return
