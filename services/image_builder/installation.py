"""Looking into a repository and installing it: fetch it, read it, and say what it holds or why it cannot be used."""

import asyncio

from services.image_builder.catalogue import Catalogue, read_catalogue, with_entries
from services.image_builder.model_reading import ModelReading
from services.image_builder.snapshot import Snapshot
from services.image_builder.sources import NotFetched, Sources
from shared.messages.repositories import (
    InstallRepository,
    PreviewRepository,
    RepositoryFetched,
    RepositoryPreviewed,
    RepositoryRefused,
)
from shared.runtime.failpoints import failpoint
from shared.workflow.problems import Problem, has_errors

NOT_ORGANIZED = Problem(
    path="",
    code="repository.models",
    severity="warning",
    message="Its schemas are not committed: operators and their inputs are known only once it is installed.",
)


class Installation:
    def __init__(self, sources: Sources, models: ModelReading, sdk_digest: str) -> None:
        self._sources = sources
        self._models = models
        self._sdk_digest = sdk_digest

    async def preview(self, command: PreviewRepository) -> RepositoryPreviewed:
        """What an installation would bring, its problems included. None of its code is run."""
        fetched = await self._sources.get(command.repository_id, command.url, command.ref)
        if isinstance(fetched, NotFetched):
            return RepositoryPreviewed(preview_id=command.preview_id, commit=None, problems=fetched.problems)
        catalogue = await self._read(fetched.snapshot)
        unknown = () if catalogue.is_organized else (NOT_ORGANIZED,)
        return RepositoryPreviewed(
            preview_id=command.preview_id,
            commit=fetched.snapshot.commit,
            name=catalogue.name,
            label=catalogue.label,
            version=catalogue.version,
            description=catalogue.description,
            operators=catalogue.operators,
            groups=catalogue.groups,
            problems=(*unknown, *fetched.warnings, *catalogue.problems),
        )

    async def install(self, command: InstallRepository) -> RepositoryFetched | RepositoryRefused:
        """Nothing of a repository that committed its metadata is run. A broken operator refuses the whole, except where
        nobody is left to mend it."""
        fetched = await self._sources.get(command.repository_id, command.url, command.commit or command.ref)
        failpoint("image_builder.fetched")
        if isinstance(fetched, NotFetched):
            return _refused(command, fetched.problems)
        read = await self._read_all(fetched.snapshot)
        if not isinstance(read, Catalogue):
            return _refused(command, (*read, *fetched.warnings))
        catalogue, problems = read, (*fetched.warnings, *read.problems)
        if has_errors(problems):
            return _refused(command, problems)
        return RepositoryFetched(
            repository_id=command.repository_id,
            url=command.url,
            ref=command.ref,
            commit=fetched.snapshot.commit,
            name=catalogue.name,
            label=catalogue.label,
            version=catalogue.version,
            description=catalogue.description,
            operators=catalogue.operators,
            groups=catalogue.groups,
            problems=problems,
            documents=dict(catalogue.documents),
        )

    async def read(self, repository_id: str, url: str, commit: str) -> Catalogue | NotFetched:
        """What a build of one of the groups starts from."""
        fetched = await self._sources.get(repository_id, url, commit)
        if isinstance(fetched, NotFetched):
            return fetched
        return await self._read(fetched.snapshot)

    async def _read_all(self, snapshot: Snapshot) -> Catalogue | tuple[Problem, ...]:
        """The catalogue with schemas from wherever they can be had."""
        catalogue = await self._read(snapshot)
        if catalogue.is_organized or has_errors(catalogue.problems):
            return catalogue
        entries = await self._models.read(tuple(catalogue.recipes.values()))
        if isinstance(entries, tuple):
            return (*entries, *catalogue.problems)
        return await self._read(Snapshot(snapshot.commit, with_entries(snapshot.files, entries)))

    async def _read(self, snapshot: Snapshot) -> Catalogue:
        # A large repository takes a second, in which others want to be answered.
        return await asyncio.to_thread(read_catalogue, snapshot.files, self._sdk_digest)


def _refused(command: InstallRepository, problems: tuple[Problem, ...]) -> RepositoryRefused:
    return RepositoryRefused(repository_id=command.repository_id, ref=command.ref, problems=problems)
