"""What reading an operator repository gives: frozen values and problems, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from domino.json_value import JsonObject


class Severity(StrEnum):
    """An error keeps what it is about from being used; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should know: in which file of the repository, and one sentence with the cure."""

    severity: Severity
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Dependency:
    """What an operator needs installed: at most one of a requirements file, a Dockerfile (both in dependencies/), an image."""

    requirements_file: str | None = None
    dockerfile: str | None = None
    docker_image: str | None = None

    @property
    def name(self) -> str:
        """The name that groups are numbered by; empty when nothing is needed."""
        return self.requirements_file or self.dockerfile or self.docker_image or ""

    def to_json(self) -> JsonObject:
        return {
            "requirements_file": self.requirements_file,
            "dockerfile": self.dockerfile,
            "docker_image": self.docker_image,
        }


@dataclass(frozen=True, slots=True)
class ResourceAmount:
    """Processor time in millicores and memory in MiB; None leaves the choice to the platform."""

    cpu: int | None = None
    memory: int | None = None

    def to_json(self) -> JsonObject:
        return {name: amount for name, amount in (("cpu", self.cpu), ("memory", self.memory)) if amount is not None}


@dataclass(frozen=True, slots=True)
class Resources:
    """What an operator asks of the machine it runs on."""

    requests: ResourceAmount = ResourceAmount()
    limits: ResourceAmount = ResourceAmount()
    use_gpu: bool = False

    def to_json(self) -> JsonObject:
        return {"requests": self.requests.to_json(), "limits": self.limits.to_json(), "use_gpu": self.use_gpu}


@dataclass(frozen=True, slots=True)
class Schemas:
    """Normalised JSON schemas; ``secrets`` is None for an operator without secrets."""

    inputs: JsonObject
    outputs: JsonObject
    secrets: JsonObject | None = None


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator that can be used. ``schemas`` is None when its models have not been compiled yet."""

    name: str
    folder: str
    label: str
    description: str
    tags: tuple[str, ...]
    style: JsonObject
    dependency: Dependency
    resources: Resources
    schemas: Schemas | None
    source_url: str | None
    group: str = ""
    unknown: JsonObject = field(default_factory=dict)
    """Keys of metadata.json that this version does not know, kept as they are."""

    @property
    def secret_names(self) -> tuple[str, ...]:
        if self.schemas is None or self.schemas.secrets is None:
            return ()
        properties = self.schemas.secrets.get("properties")
        return tuple(properties) if isinstance(properties, dict) else ()


@dataclass(frozen=True, slots=True)
class Group:
    """Operators with the same dependency: they share one image or environment."""

    name: str
    dependency: Dependency
    operators: tuple[str, ...]
    secrets: tuple[str, ...]
    source_image: str | None = None


@dataclass(frozen=True, slots=True)
class Configuration:
    """What config.toml says."""

    registry: str = ""
    name: str = ""
    label: str = ""
    version: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Repository:
    """Everything that can be known about a repository without running its code."""

    configuration: Configuration
    operators: tuple[Operator, ...]
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        return self.configuration.name

    @property
    def label(self) -> str:
        return self.configuration.label

    @property
    def version(self) -> str:
        return self.configuration.version

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)
