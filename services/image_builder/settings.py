"""What image_builder needs to know."""

from pathlib import Path

from pydantic import PositiveFloat, PositiveInt

from shared.runtime.settings import WorkerSettings


class Settings(WorkerSettings):
    """`environments_root` is where finished environments lie, `sdk_root` the folder of the distribution `domino`.

    `allow_local_repositories` admits paths, file:// and hosts of private networks: for one machine with one owner.
    """

    environments_root: Path
    sdk_root: Path
    allow_local_repositories: bool = False
    build_concurrency: PositiveInt = 2
    build_timeout_seconds: PositiveFloat = 1800
    fetch_timeout_seconds: PositiveFloat = 120
