"""Gets the files of a repository at a ref or commit, and keeps the last few, since a build follows every installation."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import structlog

from services.image_builder.fetch_reasons import reason_of_fetch
from services.image_builder.git_fetch import GitFailed, UntrustedGit, is_commit, is_ref
from services.image_builder.host_addresses import Resolve, public_addresses
from services.image_builder.repository_url import Refusal, WebAddress, check_url
from services.image_builder.scratch import scratch
from services.image_builder.snapshot import Snapshot, problems_of_files, problems_of_listing, relevant
from shared.workflow.problems import Problem, has_errors

KEPT_BYTES = 32 * 1024 * 1024

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
    def __init__(self, work_root: Path, resolve: Resolve, *, allow_local: bool, fetch_timeout: float) -> None:
        self._work_root = work_root
        self._resolve = resolve
        self._allow_local = allow_local
        self._timeout = fetch_timeout
        self._kept: OrderedDict[tuple[str, str], Fetched] = OrderedDict()

    async def get(self, url: str, ref: str) -> Fetched | NotFetched:
        """The files at a tag, branch or full commit id. Whatever is wrong comes back as problems."""
        if (kept := self._kept.get((url, ref))) is not None:  # keyed by commit: it cannot be out of date
            self._kept.move_to_end((url, ref))
            return kept
        address = check_url(url, allow_local=self._allow_local)
        if isinstance(address, Refusal):
            return _not_fetched("url_refused", address.reason)
        if not is_ref(ref):
            return _not_fetched("ref_refused", "The ref has to be a tag, a branch or a full commit id.")
        resolved: tuple[str, ...] = ()
        if isinstance(address, WebAddress) and address.is_public:
            leads_to = await public_addresses(address.host, address.port, self._resolve)
            if isinstance(leads_to, Refusal):
                return _not_fetched("url_refused", leads_to.reason)
            resolved = leads_to
        try:
            with scratch(self._work_root, "fetch") as folder:
                async with asyncio.timeout(self._timeout):
                    got = await self._read(UntrustedGit(folder, address, resolved), ref)
        except TimeoutError:
            message = f"Fetching took longer than {self._timeout:.0f} seconds and was stopped."
            return _not_fetched("fetch_failed", message, is_passing=True)
        except GitFailed as failure:
            reason = reason_of_fetch(failure.output, url)
            log.info("repository.not_fetched", reason=reason.message)
            return _not_fetched("fetch_failed", reason.message, is_passing=reason.is_passing)
        if isinstance(got, Fetched):
            self._keep((url, got.snapshot.commit), got)
        return got

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

    def _keep(self, key: tuple[str, str], fetched: Fetched) -> None:
        self._kept[key] = fetched
        while sum(kept.snapshot.size for kept in self._kept.values()) > KEPT_BYTES:
            self._kept.popitem(last=False)


def _not_fetched(code: str, message: str, *, is_passing: bool = False) -> NotFetched:
    return NotFetched((Problem(path="", code=f"repository.{code}", message=message),), is_passing)
