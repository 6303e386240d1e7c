"""Whether operators live in environments or in images, as the person who starts the platform says it in environment variables.

Images are built by image_builder and run by Airflow's tasks: both are told from here, so that they cannot mean different engines.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from deploy.local.errors import ContainersError

RUNTIME_OF = {"environment": "process", "docker": "docker"}
ENGINE, RUNTIME = "DOMINO_ENGINE", "DOMINO_RUNTIME"
BUILDER_KEYS = ("docker_url", "registry", "registry_username", "registry_password")
AIRFLOW_KEYS = (*BUILDER_KEYS, "docker_network", "docker_user", "docker_read_only", "docker_storage_root")


@dataclass(frozen=True, slots=True)
class Containers:
    """`settings` are those of the engine and the registry, without their prefix DOMINO_."""

    engine: str = "environment"
    settings: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, variables: Mapping[str, str]) -> Self:
        """One of DOMINO_ENGINE and DOMINO_RUNTIME is enough. Raises ContainersError when they contradict each other."""
        engine_of = {runtime: engine for engine, runtime in RUNTIME_OF.items()}
        runtime = variables.get(RUNTIME)
        if runtime is not None and runtime not in engine_of:
            raise ContainersError(f'{RUNTIME} is "process" or "docker", not "{runtime}"')
        engine = variables.get(ENGINE) or engine_of[runtime or "process"]
        if engine not in RUNTIME_OF:
            raise ContainersError(f'{ENGINE} is "environment" or "docker", not "{engine}"')
        if runtime not in (None, RUNTIME_OF[engine]):
            raise ContainersError(f"{ENGINE}={engine} needs {RUNTIME}={RUNTIME_OF[engine]}: leave one of them out")
        found = {key: variables.get(f"DOMINO_{key.upper()}") for key in AIRFLOW_KEYS}
        return cls(engine, {key: value for key, value in found.items() if value})

    @property
    def builder(self) -> dict[str, str]:
        """Settings of image_builder; its other ones come as they are from the environment."""
        return {"engine": self.engine, **self._chosen(BUILDER_KEYS)}

    @property
    def airflow(self) -> dict[str, str]:
        """The part of Airflow's section `[domino]`."""
        if self.engine == "environment":
            return {"runtime": RUNTIME_OF[self.engine]}
        return {"runtime": RUNTIME_OF[self.engine], **self._chosen(AIRFLOW_KEYS)}

    def _chosen(self, keys: tuple[str, ...]) -> dict[str, str]:
        return {key: self.settings[key] for key in keys if key in self.settings}
