"""Addresses that try to reach this machine, run something, or get the token: against a server that must hear nothing."""

import subprocess
import time
from pathlib import Path

import pytest

from services.image_builder.credentials import Credential
from services.image_builder.git_fetch import GitFailed, UntrustedGit
from services.image_builder.repository_url import WebAddress
from shared.messages.repositories import RepositoryFetched, RepositoryRefused
from tests.services.image_builder.conftest import Builder, MakeRepository, Stored
from tests.services.image_builder.repositories import OperatorRepository, git
from tests.services.image_builder.test_hostile_repositories import web_server
from tests.unit.image_builder.test_repository_url import REFUSED

TOKEN = "canary-token-5e7"
# {port} is the server's, {file} a file that must never appear.
TARGETED = [
    "http://127.0.0.1:{port}/a",
    "https://127.0.0.1:{port}/a",
    "https://localhost:{port}/a",
    "https://LOCALHOST:{port}/a",
    "https://localhost.:{port}/a",
    "https://127.1:{port}/a",
    "https://0:{port}/a",
    "https://0x7f.1:{port}/a",
    "https://0x7f000001:{port}/a",
    "https://2130706433:{port}/a",
    "https://0177.0.0.1:{port}/a",
    "https://[::1]:{port}/a",
    "https://[::ffff:127.0.0.1]:{port}/a",
    "https://[::ffff:7f00:1]:{port}/a",
    "https://[64:ff9b::7f00:1]:{port}/a",
    "https://[2002:7f00:1::]:{port}/a",
    "https://0.0.0.0:{port}/a",
    "https://gateway.localhost:{port}/a",
    "https://rebinding.example.org:{port}/a",
    "https://github.com@127.0.0.1:{port}/a",
    "https://127.0.0.1:{port}#@github.com/a",
    "https://127.0.0.1:{port}\\@github.com/a",
    "https://github.com%40127.0.0.1:{port}/a",
    "https://x:y@127.0.0.1:{port}/a",
    "https://github.com\r\nHost: 127.0.0.1:{port}/a",
    "https://github.com\t@127.0.0.1:{port}/a",
    "http::http://127.0.0.1:{port}/a",
    "git://127.0.0.1:{port}/a",
    "ftp://127.0.0.1:{port}/a",
    "ssh://git@127.0.0.1:{port}/a",
    "ssh://git@[::1]:{port}/a",
    "git@127.0.0.1:{port}/a",
    "ssh://-oProxyCommand=touch%20{file}/a",
    "ssh://-oProxyCommand=touch${{IFS}}{file}/a",
    "-oProxyCommand=touch {file}@github.com:a",
    "git@-oProxyCommand=touch {file}:a",
    "ext::sh -c touch% {file}",
    "EXT::sh -c touch% {file}",
    "fd::17/{file}",
    "-u touch {file}",
    "--upload-pack=touch {file}",
    "--config=core.sshCommand=touch {file}",
    "--template={file}",
    "$(touch {file})",
    "`touch {file}`",
    "https://github.com/$(touch {file})",
    "https://github.com/a;touch {file}",
    "https://github.com/a|touch {file}",
    "file:///{file}",
    "file://localhost/{file}",
    "/{file}",
    "../{file}",
    "$HOME/{file}",
]


class Generous(Stored):
    """Gives the token for any address that it is asked for."""

    async def get(self, repository_id: str, url: str) -> Credential | None:
        self.asked.append((repository_id, url))
        return Credential(TOKEN)


async def test_no_address_reaches_this_machine_or_runs_anything(tmp_path: Path) -> None:
    credentials = Generous({})
    careful = Builder(
        tmp_path / "careful", allow_local=False, credentials=credentials
    )  # its resolver answers 127.0.0.1
    canary = tmp_path / "canary"
    async with web_server(b"HTTP/1.1 200 OK\r\n\r\n") as (port, requests):
        for typed in [*(text.format(port=port, file=canary) for text in TARGETED), *REFUSED]:
            event = await careful.install(typed)
            assert isinstance(event, RepositoryRefused), typed
            assert [problem.code for problem in event.problems] == ["repository.url_refused"], typed
            assert TOKEN not in event.model_dump_json()
    assert requests == []
    assert credentials.asked == []
    assert not canary.exists()
    assert not any(path.name != "careful" for path in [*tmp_path.glob("*")])  # noqa: ASYNC240 - a look into a folder


async def test_git_goes_to_the_address_that_was_checked_and_asks_nobody_again(tmp_path: Path) -> None:
    """The name does not exist; only what was resolved before leads anywhere."""
    async with web_server(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n") as (port, requests):
        address = WebAddress(f"http://flips.example.org:{port}/a", "flips.example.org", port, is_public=True)
        with pytest.raises(GitFailed):
            await UntrustedGit(tmp_path, address, ("127.0.0.1",), Credential(TOKEN)).fetch("main")
    assert b"Host: flips.example.org" in requests[0]
    assert all(TOKEN.encode() not in request and b"Authorization" not in request for request in requests)


async def test_a_host_that_never_ends_is_left(tmp_path: Path) -> None:
    builder = Builder(tmp_path / "builder")
    builder.installation._sources._timeout = 1.0
    begun = time.perf_counter()
    async with web_server(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n") as (port, _):
        event = await builder.install(f"http://127.0.0.1:{port}/a/b")
    assert isinstance(event, RepositoryRefused)
    assert time.perf_counter() - begun < 20


@pytest.fixture
def repository(make_repository: MakeRepository) -> OperatorRepository:
    return make_repository({"Echo": ""})


async def refused(builder: Builder, repository: OperatorRepository) -> tuple[str, str]:
    event = await builder.install(repository.url)
    assert isinstance(event, RepositoryRefused), event
    return event.problems[0].code, event.problems[0].message


def write_tree(repository: OperatorRepository, entries: list[tuple[str, str, str]]) -> str:
    text = "".join(f"{mode} {'tree' if mode == '040000' else 'blob'} {oid}\t{name}\n" for mode, name, oid in entries)
    done = subprocess.run(
        ["git", "mktree"], cwd=repository.folder, input=text, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit_root(repository: OperatorRepository, operators: str) -> None:
    config = git(repository.folder, "rev-parse", "HEAD:config.toml")
    root = write_tree(repository, [("100644", "config.toml", config), ("040000", "operators", operators)])
    git(repository.folder, "update-ref", "refs/heads/main", git(repository.folder, "commit-tree", "-m", "x", root))


async def test_a_tree_that_multiplies_is_stopped(builder: Builder, repository: OperatorRepository) -> None:
    """Ten folders in ten folders, ten levels deep: a few hundred bytes that list ten thousand million files."""
    tree = git(repository.folder, "rev-parse", "HEAD:operators/Echo")
    for _ in range(10):
        tree = write_tree(repository, [("040000", f"d{n}", tree) for n in range(10)])
    commit_root(repository, tree)
    begun = time.perf_counter()
    assert await refused(builder, repository) == ("repository.fetch_failed", "The repository has too many files.")
    assert time.perf_counter() - begun < 60


async def test_a_hundred_thousand_operators_are_too_many(builder: Builder, repository: OperatorRepository) -> None:
    operator = git(repository.folder, "rev-parse", "HEAD:operators/Echo")
    commit_root(repository, write_tree(repository, [("040000", f"Op{n:06}", operator) for n in range(100_000)]))
    code, message = await refused(builder, repository)
    assert (code, "20000 files" in message) == ("repository.too_many_files", True)


async def test_nesting_has_an_end(builder: Builder, repository: OperatorRepository) -> None:
    tree = git(repository.folder, "rev-parse", "HEAD:operators/Echo")
    for _ in range(300):
        tree = write_tree(repository, [("040000", "d", tree)])
    commit_root(repository, tree)
    assert (await refused(builder, repository))[0] == "repository.bad_name"


async def test_other_files_of_a_large_repository_are_not_even_listed(
    builder: Builder, repository: OperatorRepository
) -> None:
    blob = git(repository.folder, "rev-parse", "HEAD:config.toml")
    data = write_tree(repository, [("100644", f"file{n}", blob) for n in range(30_000)])
    names = ("config.toml", "operators", "dependencies", ".flowui")
    kept = [
        (("100644" if "." in n[1:] else "040000"), n, git(repository.folder, "rev-parse", f"HEAD:{n}")) for n in names
    ]
    root = write_tree(repository, [*kept, ("040000", "data", data)])
    git(repository.folder, "update-ref", "refs/heads/main", git(repository.folder, "commit-tree", "-m", "x", root))
    assert isinstance(await builder.install(repository.url), RepositoryFetched)


async def test_a_pointer_to_large_file_storage_is_said(builder: Builder, repository: OperatorRepository) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 1\n"
    repository.save({"operators/Echo/model.bin": pointer, ".lfsconfig": "[lfs]\n\turl = http://127.0.0.1:1/\n"})
    event = await builder.fetched(repository.url)
    assert [(p.code, p.path) for p in event.problems if p.code != "repository.content"] == [
        ("repository.lfs_pointer", "operators/Echo/model.bin")
    ]
