"""Fetches one commit of a repository that nobody vouches for, and reads its files without ever checking it out.

Git gets a fixed list of arguments, no configuration of the machine or of the user, no hooks, one allowed protocol, no
redirects, and limits on time, memory and file size. Operands follow `--`. Files are read as objects, so that neither
filters nor links nor submodules of the repository have any effect.
"""

import asyncio
import contextlib
import os
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from services.image_builder import processes
from services.image_builder.credentials import Credential
from services.image_builder.repository_url import Address, LocalAddress, SshAddress, WebAddress

MAX_PACK_BLOCKS = 512 * 1024  # of 512 bytes: 256 MiB
MAX_MEMORY_KIB = 4 * 1024 * 1024
MAX_OUTPUT = 96 * 1024 * 1024  # bytes that reading may answer with
MAX_ERRORS = 1024 * 1024
FETCHED = "refs/domino/fetched"
RELEVANT = ("config.toml", "operators", "pieces", "dependencies", ".flowui", ".domino")
PAGES = ("README.md", "readme.md", "Readme.md")  # about the whole repository

ASKPASS, USER, SECRET = "askpass", "user", "secret"  # files
ASKPASS_SCRIPT = """\
#!/bin/sh
case "$1" in
"Username for "{host}) exec cat {folder}/user ;;
"Password for "{with_user}) exec cat {folder}/secret ;;
*) exit 1 ;;
esac
"""

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
    """One bare repository in a scratch folder, for one fetch. `resolved` pins the host to addresses that were checked.

    A credential lies in private files of the folder while Git runs: it is no argument, no variable and no configuration.
    """

    def __init__(
        self,
        folder: Path,
        address: Address,
        resolved: tuple[str, ...] = (),
        credential: Credential | None = None,
        known_hosts: Path | None = None,
    ) -> None:
        self._folder = folder
        self._git_folder = folder / "git"
        self._address = address
        self._resolved = resolved
        self._credential = credential
        self._known_hosts = known_hosts

    async def fetch(self, ref: str) -> str | None:
        """Fetch a tag, a branch (a tag comes first), `HEAD` or a full commit id; its commit, None when there is no such ref."""
        self._git_folder.mkdir()
        if self._credential is not None:
            self._write_credential(self._credential)
        await self._git("init", "--quiet", "--bare", "--template=", ".")
        wanted = ref if is_commit(ref) else await self._find(ref)
        if wanted is None:
            return None
        options = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
        await self._git("fetch", *options, "--", self._address.url, f"+{wanted}:{FETCHED}")
        return (await self._git("rev-parse", "--verify", f"{FETCHED}^{{commit}}")).decode().strip()

    async def entries(self, commit: str) -> tuple[Entry, ...]:
        listing = await self._git("ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *RELEVANT, *PAGES)
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
            cwd=self._git_folder,
            env=self._environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip
        try:
            output, errors = await _answer(process, stdin)
        finally:
            await processes.stop(process)
        if process.returncode != 0:
            raise GitFailed(errors.decode("utf-8", "replace"))
        return output

    def _transport_settings(self) -> list[str]:
        if isinstance(self._address, LocalAddress):
            return ["protocol.file.allow=always"]
        settings = [f"protocol.{self._address.url.partition(':')[0]}.allow=always"]
        if isinstance(self._address, WebAddress) and self._resolved:
            hosts = ",".join(f"[{address}]" if ":" in address else address for address in self._resolved)
            settings.append(f"http.curloptResolve={self._address.host}:{self._address.port}:{hosts}")
        return settings

    def _environment(self) -> dict[str, str]:
        protocol = "file" if isinstance(self._address, LocalAddress) else self._address.url.partition(":")[0]
        ssh = self._ssh_environment(self._address) if isinstance(self._address, SshAddress) else {}
        return (
            ssh
            | processes.outside_environment()
            | {
                "HOME": str(self._git_folder),
                "GIT_ALLOW_PROTOCOL": protocol,
                "GIT_ASKPASS": "/bin/false" if self._credential is None else str(self._folder / ASKPASS),
                "GIT_ATTR_NOSYSTEM": "1",
                "GIT_CEILING_DIRECTORIES": str(self._folder),
                "GIT_CONFIG_GLOBAL": "/dev/null",
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_DIR": str(self._git_folder),
                "GIT_NO_LAZY_FETCH": "1",
                "GIT_TERMINAL_PROMPT": "0",
                "GIT_PROTOCOL_FROM_USER": "0",
                "LC_ALL": "C",
            }
        )

    def _ssh_environment(self, address: SshAddress) -> dict[str, str]:
        """ssh with our options alone: no configuration, no agent, no other way in, and the address that was checked."""
        assert self._known_hosts is not None
        options = [
            "BatchMode=yes",
            "ClearAllForwardings=yes",
            "ConnectTimeout=20",
            "ControlPath=none",
            "ForwardAgent=no",
            "GlobalKnownHostsFile=/dev/null",
            f"HostKeyAlias={address.host}",
            f"HostName={self._resolved[0] if self._resolved else address.host}",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "PermitLocalCommand=no",
            "PreferredAuthentications=publickey",
            "ProxyCommand=none",
            # The first time a host is seen its key is believed and kept; another key later is refused.
            "StrictHostKeyChecking=accept-new",
            "UpdateHostKeys=no",
            f"UserKnownHostsFile={self._known_hosts}",
        ]
        key = str(self._folder / SECRET)
        command = ["ssh", "-F", "/dev/null", "-i", key, *(part for option in options for part in ("-o", option))]
        return {"GIT_SSH_COMMAND": shlex.join(command), "GIT_SSH_VARIANT": "ssh"}

    def _write_credential(self, credential: Credential) -> None:
        """Git asks `askpass` for a user and a password; it answers only for the address that the credential is meant for."""
        if isinstance(self._address, SshAddress):
            text = credential.text.replace("\r\n", "\n").strip() + "\n"
            _write_private(self._folder / SECRET, text)
            return
        _write_private(self._folder / USER, credential.user)
        _write_private(self._folder / SECRET, credential.secret)
        scheme, _, rest = self._address.url.partition("://")
        authority = rest.partition("/")[0]
        host = shlex.quote(f"'{scheme}://{authority}': ")
        with_user = shlex.quote(f"'{scheme}://{quote(credential.user, safe='')}@{authority}': ")
        script = ASKPASS_SCRIPT.format(host=host, with_user=with_user, folder=shlex.quote(str(self._folder)))
        _write_private(self._folder / ASKPASS, script, mode=0o700)


async def _answer(process: asyncio.subprocess.Process, stdin: bytes) -> tuple[bytes, bytes]:
    """What it prints, up to a limit: the tree of a small repository can be made endless."""
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None

    async def feed(stream: asyncio.StreamWriter) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            stream.write(stdin)
            await stream.drain()
        stream.close()

    async def read(stream: asyncio.StreamReader, most: int) -> bytes:
        parts: list[bytes] = []
        while chunk := await stream.read(processes.CHUNK):
            parts.append(chunk)
            most -= len(chunk)
            if most < 0:
                raise GitFailed("too much output")
        return b"".join(parts)

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(feed(process.stdin))
            output = group.create_task(read(process.stdout, MAX_OUTPUT))
            errors = group.create_task(read(process.stderr, MAX_ERRORS))
    except* GitFailed as failures:
        failure: BaseException = failures
        while isinstance(failure, BaseExceptionGroup):
            failure = failure.exceptions[0]
        raise failure from None
    await process.wait()
    return output.result(), errors.result()


def _write_private(path: Path, text: str, mode: int = 0o600) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
        file.write(text)


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
