"""What workflow_compiler needs to know: only what every worker does."""

from shared.runtime.settings import WorkerSettings


class Settings(WorkerSettings):
    pass
