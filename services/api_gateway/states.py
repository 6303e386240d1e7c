"""The states that are stored and shown, each with its place in the order of things."""

from enum import StrEnum


class Role(StrEnum):
    VIEWER = "viewer"
    EDITOR = "editor"
    ADMIN = "admin"
    OWNER = "owner"

    def at_least(self, other: "Role") -> bool:
        order = list(Role)
        return order.index(self) >= order.index(other)


class Scope(StrEnum):
    """What an API token may be used for; signing in by password gives all of them."""

    READ = "read"
    RUN = "run"
    WRITE = "write"


class RepositoryStatus(StrEnum):
    QUEUED = "queued"
    FETCHING = "fetching"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"


class ImageStatus(StrEnum):
    """`wanted`: a build has been asked for and not yet begun."""

    MISSING = "missing"
    WANTED = "wanted"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"


class BuildStatus(StrEnum):
    QUEUED = "queued"
    BUILDING = "building"
    READY = "ready"
    FAILED = "failed"


class WorkflowStatus(StrEnum):
    DRAFT = "draft"
    COMPILING = "compiling"
    BUILDING = "building"
    PUBLISHING = "publishing"
    REGISTERING = "registering"
    READY = "ready"
    FAILED = "failed"


class StageName(StrEnum):
    COMPILE = "compile"
    IMAGES = "images"
    PUBLISH = "publish"
    REGISTER = "register"


class StageState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class RunStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        return self in {RunStatus.SUCCESS, RunStatus.FAILED, RunStatus.CANCELLED}


class Trigger(StrEnum):
    MANUAL = "manual"
    SCHEDULE = "schedule"
    BACKFILL = "backfill"
    OTHER = "other"
