"""Private repositories, from a real HTTP server that wants a token and a real sshd that wants a key."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from services.image_builder import sources as sources_module
from services.image_builder.git_fetch import UntrustedGit
from shared.messages.repositories import BuildImage, ImageBuilt, RepositoryFetched, RepositoryRefused
from tests.fixtures.git_servers import HttpGit, SshGit, http_git, new_key, ssh_git
from tests.services.image_builder.conftest import Builder, MakeRepository, Stored
from tests.services.image_builder.repositories import OperatorRepository

TOKEN = "canary-token-5e7"


@pytest.fixture
def repository(make_repository: MakeRepository) -> OperatorRepository:
    return make_repository({"Echo": ""})


@pytest.fixture
def private(repository: OperatorRepository) -> Iterator[HttpGit]:
    with http_git(repository.folder.parent, f"x-access-token:{TOKEN}") as server:
        yield server


def url_of(server: HttpGit, repository: OperatorRepository) -> str:
    return f"{server.url}/{repository.folder.name}/.git"


def builder_with(tmp_path: Path, credentials: dict[str, str]) -> Builder:
    return Builder(tmp_path / "builder", credentials=Stored(credentials))


def files_with(folder: Path, text: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


async def message(builder: Builder, url: str) -> str:
    event = await builder.install(url)
    assert isinstance(event, RepositoryRefused), event
    assert TOKEN not in event.model_dump_json()
    return event.problems[0].message


async def test_a_token_opens_a_private_repository(
    private: HttpGit, repository: OperatorRepository, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url = url_of(private, repository)
    builder = builder_with(tmp_path, {url: TOKEN})
    event = await builder.fetched(url)
    assert event.commit == repository.commit
    assert private.credentials == {f"x-access-token:{TOKEN}"}
    group = event.groups[0]
    builder.installation._sources._kept.clear()  # a build that comes later fetches anew
    command = BuildImage(
        build_id="b", repository_id="r", url=url, commit=event.commit, group=group.name, image=group.image
    )
    built = await builder.builds.build(command)
    assert isinstance(built, ImageBuilt)
    assert TOKEN not in event.model_dump_json() + built.model_dump_json()
    assert TOKEN not in "".join(capfd.readouterr())
    assert files_with(tmp_path, TOKEN) == []


async def test_without_or_with_a_wrong_token_it_stays_closed(
    private: HttpGit, repository: OperatorRepository, tmp_path: Path
) -> None:
    url = url_of(private, repository)
    assert await message(builder_with(tmp_path, {}), url) == "There is no such repository, or it is private."
    assert private.credentials == set()
    refused = await message(builder_with(tmp_path, {url: "wrong"}), url)
    assert refused == "The host does not accept the credential for this repository."


async def test_a_user_may_be_named(repository: OperatorRepository, tmp_path: Path) -> None:
    with http_git(repository.folder.parent, f"deploy bot@x:{TOKEN}:more") as server:
        url = url_of(server, repository)
        await builder_with(tmp_path, {url: f"deploy bot@x:{TOKEN}:more"}).fetched(url)


async def test_a_public_repository_is_never_shown_the_token(repository: OperatorRepository, tmp_path: Path) -> None:
    with http_git(repository.folder.parent, None) as server:
        url = url_of(server, repository)
        builder = builder_with(tmp_path, {url: TOKEN})
        await builder.fetched(url)
    assert server.credentials == set()
    assert isinstance(builder.credentials, Stored)
    assert builder.credentials.asked == []


async def test_the_token_goes_to_no_other_host(
    private: HttpGit, repository: OperatorRepository, tmp_path: Path
) -> None:
    """Not by a redirect, and not when the gateway is asked for another address than the token was stored for."""
    with http_git(repository.folder.parent, None, redirect_to=private.url) as redirecting:
        url = url_of(redirecting, repository)
        refused = await message(builder_with(tmp_path, {url: TOKEN}), url)
    assert refused == "The repository has moved: give its new address."
    other = url_of(private, repository)
    await message(builder_with(tmp_path, {url: TOKEN}), other)
    assert private.credentials | redirecting.credentials == set()


async def test_what_one_fetched_with_a_token_is_not_given_to_another(
    private: HttpGit, repository: OperatorRepository, tmp_path: Path
) -> None:
    url = url_of(private, repository)
    builder = builder_with(tmp_path, {url: TOKEN})
    event = await builder.fetched(url)
    builder.credentials = builder.installation._sources._credentials = Stored({})
    assert isinstance(await builder.install(url, event.commit), RepositoryFetched)  # its own, kept
    stranger = await builder.installation._sources.get("another", url, event.commit)
    assert isinstance(stranger, sources_module.NotFetched)


async def test_the_token_is_in_no_process_list(
    private: HttpGit, repository: OperatorRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = url_of(private, repository)
    builder = builder_with(tmp_path, {url: TOKEN})
    seen: list[str] = []
    original = UntrustedGit._git

    async def watched(git: UntrustedGit, *arguments: str, stdin: bytes = b"") -> bytes:
        running = asyncio.create_task(original(git, *arguments, stdin=stdin))
        while not running.done():
            for process in psutil.Process().children(recursive=True):
                try:
                    seen.append(f"{process.cmdline()} {process.environ()}")
                except psutil.Error:
                    continue
            await asyncio.sleep(0)
        return await running

    monkeypatch.setattr(UntrustedGit, "_git", watched)
    await builder.fetched(url)
    assert any("ls-remote" in line for line in seen)
    assert not [line for line in seen if TOKEN in line]


@pytest.fixture
def ssh() -> Iterator[SshGit]:
    with ssh_git() as server:
        yield server


async def test_a_key_opens_a_repository_over_ssh(ssh: SshGit, repository: OperatorRepository, tmp_path: Path) -> None:
    url = ssh.url(repository.folder)
    builder = builder_with(tmp_path, {url: ssh.key})
    event = await builder.fetched(url)
    assert event.commit == repository.commit
    assert "PRIVATE KEY" not in event.model_dump_json()
    assert files_with(tmp_path, "PRIVATE KEY") == []
    windows = builder_with(tmp_path / "windows", {url: ssh.key.replace("\n", "\r\n").strip()})
    assert isinstance(await windows.install(url), RepositoryFetched)


async def test_ssh_says_what_is_wrong_with_a_key(ssh: SshGit, repository: OperatorRepository, tmp_path: Path) -> None:
    url = ssh.url(repository.folder)
    foreign, locked = new_key(tmp_path / "foreign"), new_key(tmp_path / "locked", "passphrase")
    assert "needs a private key" in await message(builder_with(tmp_path, {}), url)
    assert "does not accept the credential" in await message(builder_with(tmp_path, {url: foreign}), url)
    broken = "-----BEGIN OPENSSH PRIVATE KEY-----\nx\n-----END OPENSSH PRIVATE KEY-----\n"
    for key in (locked, broken):
        assert (
            "does not accept" in (told := await message(builder_with(tmp_path, {url: key}), url))
            or "passphrase" in told
        )


async def test_a_host_with_another_key_than_before_is_not_believed(
    ssh: SshGit, repository: OperatorRepository, tmp_path: Path
) -> None:
    url = ssh.url(repository.folder)
    builder = builder_with(tmp_path, {url: ssh.key})
    await builder.fetched(url)
    known = tmp_path / "builder" / "work" / "known_hosts"
    new_key(tmp_path / "other")
    host, kind, _ = known.read_text().split()
    known.write_text(f"{host} {kind} {(tmp_path / 'other.pub').read_text().split()[1]}\n")
    assert "another key than before" in await message(builder, url)


async def test_configuration_of_the_user_is_not_read_by_ssh(
    ssh: SshGit, repository: OperatorRepository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = tmp_path / "canary"
    home = tmp_path / "home" / ".ssh"
    home.mkdir(parents=True)
    (home / "config").write_text(f"Host *\n ProxyCommand touch {canary}\n")
    monkeypatch.setenv("HOME", str(home.parent))
    monkeypatch.setenv("GIT_SSH_COMMAND", f"touch {canary}")
    url = ssh.url(repository.folder)
    await builder_with(tmp_path, {url: ssh.key}).fetched(url)
    assert not canary.exists()
    assert shutil.which("ssh")
