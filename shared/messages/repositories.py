"""Operator repositories: look into one, install it at one commit, build one image per dependency group."""

from typing import ClassVar, Literal

from pydantic import Field

from shared.messages.message import Command, Document, Event
from shared.workflow.operators import OperatorSpec
from shared.workflow.problems import Problem


class Group(Document):
    """A dependency group and the name of its image (`<repository>-<group>:<content digest>`)."""

    name: str
    image: str
    operators: tuple[str, ...]


class PreviewRepository(Command):
    """Say what a repository holds at a ref. Nothing is installed and nothing built. `repository_id` is empty for one that is not
    installed; an installed one may have a credential."""

    subject: ClassVar[str] = "cmd.image_builder.v1.preview_repository"

    preview_id: str
    repository_id: str
    url: str
    ref: str


class RepositoryPreviewed(Event):
    """What was found. `commit` is null when nothing could be fetched; with an error among the problems it cannot be installed."""

    subject: ClassVar[str] = "evt.repository.v1.previewed"

    preview_id: str
    commit: str | None
    name: str = ""
    label: str = ""
    version: str = ""
    description: str = ""
    operators: tuple[OperatorSpec, ...] = ()
    groups: tuple[Group, ...] = ()
    problems: tuple[Problem, ...]


class InstallRepository(Command):
    """Install what `ref` means now, or exactly `commit` when somebody has looked at it first."""

    subject: ClassVar[str] = "cmd.image_builder.v1.install_repository"

    repository_id: str
    url: str
    ref: str
    commit: str | None = None


class RepositoryFetchStarted(Event):
    subject: ClassVar[str] = "evt.repository.v1.fetch_started"

    repository_id: str


class RepositoryFetched(Event):
    """What the repository holds at `commit`; warnings are in `problems`. `documents` are the Markdown pages of operators by name,
    and of the whole repository under the empty name."""

    subject: ClassVar[str] = "evt.repository.v1.fetched"

    repository_id: str
    url: str
    ref: str
    commit: str
    name: str
    label: str
    version: str
    description: str
    operators: tuple[OperatorSpec, ...]
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]
    documents: dict[str, str] = Field(default_factory=dict)


class RepositoryRefused(Event):
    """Nothing was installed; `problems` say why and what to do."""

    subject: ClassVar[str] = "evt.repository.v1.refused"

    repository_id: str
    ref: str
    problems: tuple[Problem, ...]


class BuildImage(Command):
    subject: ClassVar[str] = "cmd.image_builder.v1.build_image"

    build_id: str
    repository_id: str
    url: str
    commit: str
    group: str
    image: str


class ImageBuildStarted(Event):
    subject: ClassVar[str] = "evt.image.v1.build_started"

    build_id: str
    repository_id: str
    group: str
    image: str


class ImageBuildLogged(Event):
    """More text of a build log; `offset` in characters from its beginning."""

    subject: ClassVar[str] = "evt.image.v1.build_logged"
    stored: ClassVar[bool] = False

    build_id: str
    repository_id: str
    group: str
    offset: int
    text: str


class ImageBuilt(Event):
    """The image is there; `reused` when it was already. `log` is the whole build log, its middle cut when too long.

    `repo_digest` is what the registry calls it, empty where there is no registry.
    """

    subject: ClassVar[str] = "evt.image.v1.built"

    build_id: str
    repository_id: str
    group: str
    image: str
    engine: Literal["environment", "docker"]
    size_bytes: int
    seconds: float
    reused: bool
    log: str
    repo_digest: str = ""


class ImageBuildFailed(Event):
    subject: ClassVar[str] = "evt.image.v1.build_failed"

    build_id: str
    repository_id: str
    group: str
    image: str
    reason: str
    log: str
