"""Runs a program with a fixed argument list, in a session of its own, so that stopping it stops what it started."""

import asyncio
import codecs
import contextlib
import os
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

CHUNK = 64 * 1024  # bytes

OnText = Callable[[str], Awaitable[None]]

# What programs started for people's repositories may know of our environment: nothing of DOMINO_*.
_PASSED_ON = (
    "PATH", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "http_proxy", "https_proxy", "no_proxy",
    "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY",
)  # fmt: skip


def outside_environment(*more: str) -> dict[str, str]:
    """The few variables of ours that a started program needs."""
    return {name: os.environ[name] for name in (*_PASSED_ON, *more) if name in os.environ} | {"LC_ALL": "C.UTF-8"}


async def run(command: Sequence[str], *, folder: Path, environment: Mapping[str, str], on_text: OnText) -> int:
    """The exit code; output and errors go to `on_text` as they come. Being cancelled kills the whole session."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env=dict(environment),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    assert process.stdout is not None
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    try:
        while chunk := await process.stdout.read(CHUNK):
            await on_text(decoder.decode(chunk))
        return await process.wait()
    finally:
        await stop(process)


async def stop(process: asyncio.subprocess.Process) -> None:
    """Kill the session, whether or not its leader has ended."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
