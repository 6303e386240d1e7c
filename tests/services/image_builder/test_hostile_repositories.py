"""Repositories that try to read, write or run something here while they are installed. Nothing of theirs happens."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from services.image_builder import git_fetch
from services.image_builder.snapshot import MAX_FILE
from shared.messages.repositories import RepositoryFetched, RepositoryRefused
from tests.services.image_builder.conftest import Builder, MakeRepository
from tests.services.image_builder.repositories import OperatorRepository, git


@pytest.fixture
def repository(make_repository: MakeRepository) -> OperatorRepository:
    return make_repository({"Echo": "tabulate==0.9.0\n"})


async def codes(builder: Builder, repository: OperatorRepository) -> list[str]:
    event = await builder.install(repository.url)
    assert isinstance(event, RepositoryRefused)
    assert "root:" not in event.model_dump_json()
    return [problem.code for problem in event.problems]


async def test_a_link_to_a_file_of_the_machine_is_not_followed(
    builder: Builder, repository: OperatorRepository
) -> None:
    metadata = repository.folder / "operators/Echo/metadata.json"
    metadata.unlink()
    metadata.symlink_to("/etc/passwd")
    repository.save({})
    assert await codes(builder, repository) == ["repository.symbolic_link"]


async def test_a_linked_folder_is_not_followed(builder: Builder, repository: OperatorRepository) -> None:
    (repository.folder / "operators/etc").symlink_to("/etc")
    repository.save({})
    assert await codes(builder, repository) == ["repository.symbolic_link"]


async def test_a_submodule_is_never_fetched(builder: Builder, repository: OperatorRepository, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    modules = f'[submodule "x"]\n\tpath = operators/Evil\n\turl = "ext::sh -c \\"touch {canary}\\""\n'
    repository.write({".gitmodules": modules})
    git(repository.folder, "add", ".gitmodules")
    git(repository.folder, "update-index", "--add", "--cacheinfo", f"160000,{repository.commit},operators/Evil")
    repository.commit_index()
    assert await codes(builder, repository) in (["repository.submodule"], ["repository.fetch_failed"])
    assert not canary.exists()


async def test_filters_hooks_and_configuration_of_the_repository_do_nothing(
    builder: Builder, repository: OperatorRepository, tmp_path: Path
) -> None:
    canary = tmp_path / "canary"
    repository.save({".gitattributes": "* filter=evil diff=evil\n", "operators/Echo/.gitattributes": "* filter=evil\n"})
    for key in ("filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv", "core.fsmonitor", "core.sshCommand"):
        git(repository.folder, "config", key, f"touch {canary}")
    for hook in ("post-checkout", "post-update", "reference-transaction", "pre-auto-gc"):
        file = repository.folder / ".git" / "hooks" / hook
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\ntouch {canary}\n")
        file.chmod(0o755)
    assert isinstance(await builder.install(repository.url), RepositoryFetched)
    assert not canary.exists()


async def test_names_that_leave_the_folder_are_refused(builder: Builder, repository: OperatorRepository) -> None:
    def tree(*entries: tuple[str, str, str]) -> str:
        raw = b"".join(f"{mode} {name}".encode() + b"\0" + bytes.fromhex(oid) for mode, name, oid in entries)
        command = ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"]
        done = subprocess.run(command, cwd=repository.folder, input=raw, check=True, capture_output=True)
        return done.stdout.decode().strip()

    blob = git(repository.folder, "rev-parse", "HEAD:config.toml")
    outside = tree(("100644", "canary", blob))
    operators = tree(("40000", "..", outside))
    root = tree(("100644", "config.toml", blob), ("40000", "operators", operators))
    commit = git(repository.folder, "commit-tree", "-m", "evil", root)
    git(repository.folder, "update-ref", "refs/heads/main", commit)
    assert await codes(builder, repository) in (["repository.bad_name"], ["repository.fetch_failed"])


async def test_a_huge_file_is_refused_before_it_is_read(builder: Builder, repository: OperatorRepository) -> None:
    with (repository.folder / "operators/Echo/model.bin").open("wb") as file:
        file.truncate(MAX_FILE + 1)
    repository.save({})
    assert await codes(builder, repository) == ["repository.file_too_large"]


async def test_a_repository_beyond_the_size_of_a_fetch_is_stopped_on_the_way(
    builder: Builder, repository: OperatorRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository.folder / "data.bin").write_bytes(os.urandom(200_000))
    repository.save({})
    monkeypatch.setattr(git_fetch, "MAX_PACK_BLOCKS", 100)  # 51 KiB
    event = await builder.install(repository.url)
    assert isinstance(event, RepositoryRefused)
    assert event.problems[0].message == "The repository is larger than the limit for a fetch, or is broken."


async def test_metadata_that_is_no_metadata_is_a_problem_and_no_crash(
    builder: Builder, repository: OperatorRepository
) -> None:
    for content in (
        "[" * 100_000,
        "null",
        '{"name": "Other"}',
        "\0",
        '{"dependency": {"requirements_file": "../../x"}}',
    ):
        repository.save({"operators/Echo/metadata.json": content})
        assert "repository.content" in await codes(builder, repository)


async def test_code_is_never_run_while_installing(
    builder: Builder, repository: OperatorRepository, tmp_path: Path
) -> None:
    canary = tmp_path / "canary"
    evil = f"import pathlib\npathlib.Path({str(canary)!r}).touch()\n"
    code = (repository.folder / "operators/Echo/operator.py").read_text()
    models = (repository.folder / "operators/Echo/models.py").read_text()
    repository.save(
        {
            "operators/Echo/operator.py": evil + code,
            "operators/Echo/models.py": evil + models,
            "operators/__init__.py": evil,
            "conftest.py": evil,
            "setup.py": evil,
        }
    )
    event = await builder.fetched(repository.url)
    assert event.problems == () or all(problem.severity == "warning" for problem in event.problems)
    assert not canary.exists()


@asynccontextmanager
async def web_server(answer: bytes) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Notes what is asked of it."""
    requests: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1], requests


async def test_a_name_that_leads_to_this_machine_is_not_asked(tmp_path: Path) -> None:
    careful = Builder(tmp_path / "careful", allow_local=False)  # its resolver answers 127.0.0.1
    async with web_server(b"HTTP/1.1 200 OK\r\n\r\n") as (port, requests):
        event = await careful.install(f"https://rebinding.example.org:{port}/a/b")
    assert isinstance(event, RepositoryRefused)
    assert event.problems[0].code == "repository.url_refused"
    assert requests == []


async def test_a_redirect_is_not_followed(builder: Builder) -> None:
    async with web_server(b"HTTP/1.1 200 OK\r\n\r\n") as (target, stolen):
        redirect = f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{target}/x\r\nContent-Length: 0\r\n\r\n"
        async with web_server(redirect.encode()) as (port, requests):
            event = await builder.install(f"http://127.0.0.1:{port}/a/b")
    assert isinstance(event, RepositoryRefused)
    assert requests
    assert stolen == []


async def test_local_paths_are_refused_where_they_are_not_allowed(
    tmp_path: Path, repository: OperatorRepository
) -> None:
    careful = Builder(tmp_path / "careful", allow_local=False)
    for url in (repository.url, f"file://{repository.url}"):
        event = await careful.install(url)
        assert isinstance(event, RepositoryRefused)
        assert event.problems[0].code == "repository.url_refused"
