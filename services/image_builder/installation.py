"""Installing a repository: fetch it, read it, and say what it holds or why it cannot be used."""

from services.image_builder.catalogue import Catalogue, read_catalogue
from services.image_builder.sources import NotFetched, Sources
from shared.messages.repositories import InstallRepository, RepositoryFetched, RepositoryRefused
from shared.runtime.failpoints import failpoint
from shared.workflow.problems import Problem, has_errors


class Installation:
    def __init__(self, sources: Sources, sdk_digest: str) -> None:
        self._sources = sources
        self._sdk_digest = sdk_digest

    async def install(self, command: InstallRepository) -> RepositoryFetched | RepositoryRefused:
        """Nothing of the repository is run. A broken operator refuses the whole: half of a repository helps nobody."""
        fetched = await self._sources.get(command.url, command.ref)
        failpoint("image_builder.fetched")
        if isinstance(fetched, NotFetched):
            return _refused(command, fetched.problems)
        catalogue = read_catalogue(fetched.snapshot.files, self._sdk_digest)
        problems = (*fetched.warnings, *catalogue.problems)
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
        )

    async def read(self, url: str, commit: str) -> Catalogue | NotFetched:
        """What a build of one of the groups starts from."""
        fetched = await self._sources.get(url, commit)
        if isinstance(fetched, NotFetched):
            return fetched
        return read_catalogue(fetched.snapshot.files, self._sdk_digest)


def _refused(command: InstallRepository, problems: tuple[Problem, ...]) -> RepositoryRefused:
    return RepositoryRefused(repository_id=command.repository_id, ref=command.ref, problems=problems)
