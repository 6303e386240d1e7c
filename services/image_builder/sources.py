"""Gets the files of a repository at a ref or commit, and keeps the last few, since a build follows every installation."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import structlog

from services.image_builder.credentials import Credential, Credentials
from services.image_builder.fetch_reasons import PRIVATE, reason_of_fetch
from services.image_builder.git_fetch import GitFailed, UntrustedGit, is_commit, is_ref
from services.image_builder.host_addresses import Resolve, public_addresses
from services.image_builder.repository_url import Address, LocalAddress, Refusal, SshAddress, check_url
from services.image_builder.scratch import scratch
from services.image_builder.snapshot import Snapshot, problems_of_files, problems_of_listing, relevant
from shared.workflow.problems import Problem, has_errors

KEPT_BYTES = 32 * 1024 * 1024
EVERYONE = ""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Fetched:
    snapshot: Snapshot
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class NotFetched:
    """`is_passing`: the host may be away only for now."""

    problems: tuple[Problem, ...]
    is_passing: bool = False


class Sources:
    """`known_hosts` is a file with the keys of ssh hosts, by default one of our own that grows."""

    def __init__(
        self,
        work_root: Path,
        resolve: Resolve,
        credentials: Credentials,
        *,
        allow_local: bool,
        fetch_timeout: float,
        known_hosts: Path | None = None,
    ) -> None:
        self._work_root = work_root.resolve()
        self._resolve = resolve
        self._credentials = credentials
        self._known_hosts = (known_hosts or work_root / "known_hosts").resolve()
        self._allow_local = allow_local
        self._timeout = fetch_timeout
        self._kept: OrderedDict[tuple[str, str, str], Fetched] = OrderedDict()

    async def get(self, repository_id: str, url: str, ref: str) -> Fetched | NotFetched:
        """The files at a tag, branch or full commit id. Whatever is wrong comes back as problems.

        Raises Transient when a private repository's credential cannot be had for now.
        """
        if (kept := self._find_kept(repository_id, url, ref)) is not None:
            return kept
        address = check_url(url, allow_local=self._allow_local)
        if isinstance(address, Refusal):
            return _not_fetched("url_refused", address.reason)
        if not is_ref(ref):
            return _not_fetched("ref_refused", "The ref has to be a tag, a branch or a full commit id.")
        resolved: tuple[str, ...] | Refusal = ()
        if not isinstance(address, LocalAddress) and address.is_public:
            resolved = await public_addresses(address.host, address.port, self._resolve)
        if isinstance(resolved, Refusal):
            return _not_fetched("url_refused", resolved.reason)
        got, is_private = await self._fetch_with_what_it_takes(repository_id, url, ref, address, resolved)
        if isinstance(got, Fetched):
            # What was fetched with a credential is kept for the one repository that it belongs to.
            self._keep((url, got.snapshot.commit, repository_id if is_private else EVERYONE), got)
        return got

    async def _fetch_with_what_it_takes(
        self, repository_id: str, url: str, ref: str, address: Address, resolved: tuple[str, ...]
    ) -> tuple[Fetched | NotFetched, bool]:
        """A credential is asked for, and used, only when the host wants one; whether it was."""
        if not isinstance(address, SshAddress):
            got = await self._fetch(ref, address, resolved, None)
            if not _is_private(got) or isinstance(address, LocalAddress):
                return got, False
            credential = await self._credentials.get(repository_id, url)
            if credential is None:
                return got, False
        elif (credential := await self._credentials.get(repository_id, url)) is None:
            return _not_fetched("credential_missing", "An ssh address needs a private key as its credential."), False
        got = await self._fetch(ref, address, resolved, credential)
        if _is_private(got):
            got = _not_fetched("credential_refused", "The host does not accept the credential for this repository.")
        return got, True

    async def _fetch(
        self, ref: str, address: Address, resolved: tuple[str, ...], credential: Credential | None
    ) -> Fetched | NotFetched:
        try:
            with scratch(self._work_root, "fetch") as folder:
                async with asyncio.timeout(self._timeout):
                    return await self._read(UntrustedGit(folder, address, resolved, credential, self._known_hosts), ref)
        except TimeoutError:
            message = f"Fetching took longer than {self._timeout:.0f} seconds and was stopped."
            return _not_fetched("fetch_failed", message, is_passing=True)
        except GitFailed as failure:
            reason = reason_of_fetch(failure.output, address.url)
            log.info("repository.not_fetched", reason=reason.message)
            return _not_fetched("fetch_failed", reason.message, is_passing=reason.is_passing)

    def _find_kept(self, repository_id: str, url: str, ref: str) -> Fetched | None:
        for key in ((url, ref, EVERYONE), (url, ref, repository_id)):
            if (kept := self._kept.get(key)) is not None:  # keyed by commit: it cannot be out of date
                self._kept.move_to_end(key)
                return kept
        return None

    async def _read(self, git: UntrustedGit, ref: str) -> Fetched | NotFetched:
        commit = await git.fetch(ref)
        if commit is None:
            hint = " Give commits with all their digits." if is_commit(ref.ljust(40, "0")) else ""
            return _not_fetched("ref_unknown", f"The repository has no tag or branch {ref or 'HEAD'}.{hint}")
        entries = relevant(await git.entries(commit))
        if problems := problems_of_listing(entries):
            return NotFetched(problems)
        blobs = await git.contents(tuple(dict.fromkeys(entry.object_id for entry in entries)))
        files = {entry.path: blobs[entry.object_id] for entry in entries}
        warnings = problems_of_files(files)
        return NotFetched(warnings) if has_errors(warnings) else Fetched(Snapshot(commit, files), warnings)

    def _keep(self, key: tuple[str, str, str], fetched: Fetched) -> None:
        self._kept[key] = fetched
        while sum(kept.snapshot.size for kept in self._kept.values()) > KEPT_BYTES:
            self._kept.popitem(last=False)


def _is_private(got: Fetched | NotFetched) -> bool:
    return isinstance(got, NotFetched) and got.problems[0].message == PRIVATE


def _not_fetched(code: str, message: str, *, is_passing: bool = False) -> NotFetched:
    return NotFetched((Problem(path="", code=f"repository.{code}", message=message),), is_passing)
