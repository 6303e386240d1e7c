"""Installing an operator repository: read it at one commit, then build one image per dependency group."""

from typing import ClassVar, Literal

from shared.messages.message import Command, Document, Event
from shared.workflow.operators import OperatorSpec
from shared.workflow.problems import Problem


class Group(Document):
    """A dependency group and the name of its image (`<repository>-<group>:<content digest>`)."""

    name: str
    image: str
    operators: tuple[str, ...]


class InstallRepository(Command):
    subject: ClassVar[str] = "cmd.image_builder.v1.install_repository"

    repository_id: str
    url: str
    ref: str


class RepositoryFetchStarted(Event):
    subject: ClassVar[str] = "evt.repository.v1.fetch_started"

    repository_id: str


class RepositoryFetched(Event):
    """What the repository holds at `commit`; warnings are in `problems`."""

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
    """The image is there; `reused` when it was already. `log` is the whole build log, its middle cut when too long."""

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


class ImageBuildFailed(Event):
    subject: ClassVar[str] = "evt.image.v1.build_failed"

    build_id: str
    repository_id: str
    group: str
    image: str
    reason: str
    log: str
