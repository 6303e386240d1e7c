"""The workflows repository through Git: look, read, commit, push. One short-lived Git process per step, each with a limit.

The main branch is moved by compare and swap only. What we last agreed with the remote is kept under a reference of our
own, so that changes made by others can be seen and undone even after they rewrote the branch.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence

from services.git_sync.commits import Draft, fast_import_stream
from services.git_sync.errors import CloneDamaged, RemoteTrouble
from services.git_sync.managed_files import RECORDS, SOURCES, Published, Record, dag_id_of, record_path, source_path
from services.git_sync.private_clone import PrivateClone
from services.git_sync.reasons import safe_reason
from services.git_sync.sentinel import DAG_ID as SENTINEL

BRANCH = "refs/heads/main"
SEEN = "refs/remotes/origin/main"
AGREED = "refs/domino/agreed"

LOCAL_TIMEOUT = 30.0  # seconds
REMOTE_TIMEOUT = 60.0

_EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "gc.auto=0",
    "maintenance.auto=false",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=20",
)
_ENVIRONMENT = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0"}


class WorkflowsRepository:
    """Blocking; used by one thread at a time."""

    def __init__(self, clone: PrivateClone, remote: str) -> None:
        self._clone = clone
        self._remote = remote
        self._repo = clone.open()

    def reopen(self) -> None:
        """Start again with an empty clone."""
        self._repo.close()
        self._repo = self._clone.recreate()

    def observe(self) -> str | None:
        """The commit the remote's main branch has now, fetched; None when it has none. Raises RemoteTrouble."""
        listing = self._remote_git("ls-remote", "origin", BRANCH)
        if not listing:
            return None
        tip = listing.split()[0]
        if not self._has(tip):
            self._remote_git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "origin", f"+{BRANCH}:{SEEN}")
            tip = self._git("rev-parse", "--verify", SEEN)
        return tip

    def read(self, tip: str | None, dag_ids: Iterable[str]) -> dict[str, Published]:
        """These DAGs as the commit has them; absent ones are empty."""
        wanted = list(dag_ids)
        paths = [path for dag_id in wanted for path in (source_path(dag_id), record_path(dag_id))]
        blobs = self._blobs(tip, paths) if tip is not None and paths else {}
        return self._published(wanted, blobs)

    def changed_since(self, agreed: str, tip: str | None) -> tuple[dict[str, Published], dict[str, Published]]:
        """Our DAGs that differ between two commits (None is an empty tree), as each of them has them."""
        arguments = ("-r", "-z", "--no-renames", "--name-only", agreed, tip or _EMPTY_TREE, "--", SOURCES, RECORDS)
        names = self._git("diff-tree", *arguments).split("\0")
        dag_ids = sorted({dag_id for name in names if (dag_id := dag_id_of(name)) and dag_id != SENTINEL})
        return self.read(agreed, dag_ids), self.read(tip, dag_ids)

    def commit(self, draft: Draft, parent: str | None) -> str:
        """The id of a new commit that is in the clone only."""
        stream = fast_import_stream(draft, parent)
        options = ("--quiet", "--force", "--done", "--date-format=raw")
        return self._git("fast-import", *options, stdin=stream)

    def push(self, commit: str, expected: str | None) -> str | None:
        """Move the remote's main branch from `expected` to `commit`; None when it took it, otherwise its reason."""
        # The lease is the compare and swap. It cannot rewrite anything: the commit is a child of what is expected.
        lease = f"--force-with-lease={BRANCH}:{expected or ''}"
        try:
            self._run("push", "--quiet", "--no-verify", lease, "origin", f"{commit}:{BRANCH}", timeout=REMOTE_TIMEOUT)
        except _Failed as error:
            return safe_reason(error.output, self._remote)
        return None

    def agreed(self) -> str | None:
        return self._git("for-each-ref", "--format=%(objectname)", AGREED) or None

    def agree(self, commit: str | None) -> None:
        """Remember what our files on the main branch are now."""
        if commit is None:
            self._git("update-ref", "-d", AGREED)
        else:
            self._git("update-ref", AGREED, commit)

    def is_ancestor(self, commit: str, descendant: str) -> bool:
        return not self._git("rev-list", "--max-count=1", f"{descendant}..{commit}")

    def holder(self, tip: str, dag_id: str) -> str:
        """The newest commit that changed this DAG's files: the one that holds them as they are at `tip`."""
        found = self._git("log", "--max-count=1", "--format=%H", tip, "--", source_path(dag_id), record_path(dag_id))
        return found or tip

    def tidy(self) -> None:
        """Pack what has gathered, when it is worth it."""
        self._run("-c", "gc.auto=2000", "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet", timeout=REMOTE_TIMEOUT)

    def _published(self, dag_ids: Sequence[str], blobs: Mapping[str, str]) -> dict[str, Published]:
        contents = self._contents(sorted(set(blobs.values())))
        return {
            dag_id: Published(
                record=Record.decode(contents.get(blobs.get(record_path(dag_id), ""))),
                source=contents.get(blobs.get(source_path(dag_id), "")),
            )
            for dag_id in dag_ids
        }

    def _blobs(self, tip: str, paths: Sequence[str]) -> dict[str, str]:
        listing = self._git("ls-tree", "-z", tip, "--", *paths)
        entries = (entry.split("\t", 1) for entry in listing.split("\0") if entry)
        return {path: about.split()[2] for about, path in entries if about.split()[1] == "blob"}

    def _contents(self, blobs: Sequence[str]) -> dict[str, bytes]:
        if not blobs:
            return {}
        output = self._git_bytes("cat-file", "--batch", stdin="\n".join(blobs).encode() + b"\n")
        contents: dict[str, bytes] = {}
        place = 0
        for blob in blobs:
            end = output.index(b"\n", place)
            _, kind, *size = output[place:end].split()
            if kind != b"blob":
                raise CloneDamaged(f"The private clone has lost the object {blob}.")
            place = end + 1 + int(size[0]) + 1
            contents[blob] = output[end + 1 : place - 1]
        return contents

    def _has(self, commit: str) -> bool:
        found = self._git_bytes("cat-file", "--batch-check", stdin=commit.encode() + b"\n")
        return b" commit " in found

    def _git(self, *arguments: str, stdin: bytes | None = None) -> str:
        return self._git_bytes(*arguments, stdin=stdin).decode("utf-8", "replace").strip()

    def _git_bytes(self, *arguments: str, stdin: bytes | None = None) -> bytes:
        try:
            return self._run(*arguments, stdin=stdin)
        except _Failed as error:
            raise CloneDamaged(f"git {arguments[0]} failed: {safe_reason(error.output, self._remote)}") from error

    def _remote_git(self, *arguments: str) -> str:
        try:
            return self._run(*arguments, timeout=REMOTE_TIMEOUT).decode("utf-8", "replace").strip()
        except _Failed as error:
            raise RemoteTrouble(safe_reason(error.output, self._remote)) from error

    def _run(self, *arguments: str, stdin: bytes | None = None, timeout: float = LOCAL_TIMEOUT) -> bytes:
        # The clone is named outright: without it, Git would look for a repository around the current folder.
        options = [option for setting in _SETTINGS for option in ("-c", setting)]
        command = ["git", f"--git-dir={self._clone.path}", *options, *arguments]
        with tempfile.TemporaryFile() as file:
            if stdin is not None:
                file.write(stdin)
                file.seek(0)
            status, output, errors = self._repo.git.execute(
                command,
                istream=file if stdin is not None else None,
                kill_after_timeout=timeout,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                with_extended_output=True,
                with_exceptions=False,
                env=_ENVIRONMENT,
            )
        assert isinstance(output, bytes)
        if status != 0:
            raise _Failed(f"{errors}\n{output.decode('utf-8', 'replace')}")
        return output


class _Failed(Exception):  # noqa: N818 - never leaves this module
    """A Git process ended with an error; `output` is raw and not safe to show."""

    def __init__(self, output: str) -> None:
        super().__init__(output)
        self.output = output
