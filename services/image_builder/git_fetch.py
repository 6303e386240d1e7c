"""Fetches one commit of a repository that nobody vouches for, and reads its files without ever checking it out.

Git gets a fixed list of arguments, no configuration of the machine or of the user, no hooks, one allowed protocol, no
redirects, and limits on time, memory and file size. Operands follow `--`. Files are read as objects, so that neither
filters nor links nor submodules of the repository have any effect.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from services.image_builder import processes
from services.image_builder.repository_url import LocalAddress, WebAddress

MAX_PACK_BLOCKS = 512 * 1024  # of 512 bytes: 256 MiB
MAX_MEMORY_KIB = 4 * 1024 * 1024
MAX_OUTPUT = 96 * 1024 * 1024  # bytes that reading may answer with
FETCHED = "refs/domino/fetched"

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REF = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/+@-]{0,199}")

_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.symlinks=false",
    "core.bigFileThreshold=1m",
    "credential.helper=",
    "fetch.fsckObjects=true",
    "fetch.unpackLimit=1",
    "gc.auto=0",
    "http.followRedirects=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=20",
    "maintenance.auto=false",
    "pack.threads=1",
    "protocol.allow=never",
    "submodule.recurse=false",
)


class GitFailed(Exception):  # noqa: N818 - an answer, read by the one who asked
    """Git ended with an error; `output` is what it printed."""

    def __init__(self, output: str) -> None:
        super().__init__(output)
        self.output = output


@dataclass(frozen=True, slots=True)
class Entry:
    """An object in the tree of a commit. `mode` is Git's: 120000 is a link, 160000 a submodule."""

    mode: str
    object_id: str
    size: int
    path: str


class UntrustedGit:
    """One bare repository in a scratch folder, for one fetch. `resolved` pins the host to addresses that were checked."""

    def __init__(self, folder: Path, address: WebAddress | LocalAddress, resolved: tuple[str, ...] = ()) -> None:
        self._folder = folder
        self._address = address
        self._resolved = resolved

    async def fetch(self, ref: str) -> str | None:
        """Fetch a tag, a branch (a tag comes first), `HEAD` or a full commit id; its commit, None when there is no such ref."""
        await self._git("init", "--quiet", "--bare", "--template=", ".")
        wanted = ref if is_commit(ref) else await self._find(ref)
        if wanted is None:
            return None
        options = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
        await self._git("fetch", *options, "--", self._address.url, f"+{wanted}:{FETCHED}")
        return (await self._git("rev-parse", "--verify", f"{FETCHED}^{{commit}}")).decode().strip()

    async def entries(self, commit: str) -> tuple[Entry, ...]:
        listing = await self._git("ls-tree", "-r", "-l", "-z", "--full-tree", commit)
        return tuple(_entry(line) for line in listing.split(b"\0") if line)

    async def contents(self, object_ids: tuple[str, ...]) -> Mapping[str, bytes]:
        """Blobs by their ids. The caller has looked at their sizes."""
        names = "".join(f"{object_id}\n" for object_id in object_ids).encode()
        output = await self._git("cat-file", "--batch", stdin=names)
        blobs: dict[str, bytes] = {}
        place = 0
        for object_id in object_ids:
            end = output.index(b"\n", place)
            size = int(output[place:end].split()[2])
            blobs[object_id] = output[end + 1 : end + 1 + size]
            place = end + 1 + size + 1
        return blobs

    async def _find(self, ref: str) -> str | None:
        candidates = ("HEAD",) if ref in ("", "HEAD") else (f"refs/tags/{ref}", f"refs/heads/{ref}")
        listing = await self._git("ls-remote", "--quiet", "--", self._address.url, *candidates)
        names = {line.split("\t")[1] for line in listing.decode("utf-8", "replace").splitlines() if "\t" in line}
        return next((name for name in candidates if name in names), None)

    async def _git(self, *arguments: str, stdin: bytes = b"") -> bytes:
        settings = [*_SETTINGS, *self._transport_settings()]
        options = [option for setting in settings for option in ("-c", setting)]
        # Limits of the process itself; the arguments are passed through untouched.
        limited = f'ulimit -f {MAX_PACK_BLOCKS}; ulimit -v {MAX_MEMORY_KIB}; ulimit -c 0; exec "$@"'
        process = await asyncio.create_subprocess_exec(
            "/bin/sh", "-c", limited, "sh", "git", *options, *arguments,
            cwd=self._folder,
            env=self._environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=MAX_OUTPUT,
            start_new_session=True,
        )  # fmt: skip
        try:
            output, errors = await process.communicate(stdin)
        finally:
            await processes.stop(process)
        if process.returncode != 0:
            raise GitFailed(errors.decode("utf-8", "replace"))
        return output

    def _transport_settings(self) -> list[str]:
        if isinstance(self._address, LocalAddress):
            return ["protocol.file.allow=always"]
        settings = [f"protocol.{self._address.url.partition(':')[0]}.allow=always"]
        if self._resolved:
            hosts = ",".join(f"[{address}]" if ":" in address else address for address in self._resolved)
            settings.append(f"http.curloptResolve={self._address.host}:{self._address.port}:{hosts}")
        return settings

    def _environment(self) -> dict[str, str]:
        protocol = "file" if isinstance(self._address, LocalAddress) else self._address.url.partition(":")[0]
        return processes.outside_environment() | {
            "HOME": str(self._folder),
            "GIT_ALLOW_PROTOCOL": protocol,
            "GIT_ASKPASS": "/bin/false",
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_CEILING_DIRECTORIES": str(self._folder.parent),
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_DIR": str(self._folder),
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_PROTOCOL_FROM_USER": "0",
            "LC_ALL": "C",
        }


def is_commit(ref: str) -> bool:
    return _COMMIT.fullmatch(ref) is not None


def is_ref(ref: str) -> bool:
    """Whether this can be a tag, a branch or a commit; Git's own rules, and no way to look like an option or a pattern."""
    if ref in ("", "HEAD"):
        return True
    parts = ref.split("/")
    return (
        _REF.fullmatch(ref) is not None
        and ".." not in ref
        and "@{" not in ref
        and not any(not part or part.startswith(".") or part.endswith((".", ".lock")) for part in parts)
    )


def _entry(line: bytes) -> Entry:
    about, _, path = line.partition(b"\t")
    mode, _, object_id, size = about.decode().split()
    return Entry(mode, object_id, int(size) if size != "-" else 0, path.decode("utf-8", "surrogateescape"))
