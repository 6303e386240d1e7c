"""What git_sync needs to know."""

from pydantic import PositiveFloat, SecretStr

from shared.runtime.settings import WorkerSettings


class Settings(WorkerSettings):
    """`workflows_remote` is an address or path of Git; it may hold credentials. Every `remote_check_seconds` the branch is
    looked at for changes by others."""

    workflows_remote: SecretStr
    remote_check_seconds: PositiveFloat = 30
