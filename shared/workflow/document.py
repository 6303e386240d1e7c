"""The definition of a workflow version (`domino/workflow/v1`) as values; `parse` turns JSON into them or says what is wrong."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA = "domino/workflow/v1"
TASK_KEY = r"^[A-Za-z_][A-Za-z0-9_]{0,62}$"


class Part(BaseModel):
    """A piece of the definition. Unknown keys are an error: a typing mistake must not silently do nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RepositoryRef(Part):
    """An operator repository by URL and ref; `commit` pins it."""

    url: str
    ref: str
    commit: str | None = None


class PresetSchedule(Part):
    preset: Literal["@once", "@hourly", "@daily", "@weekly", "@monthly", "@yearly"]
    timezone: str = "UTC"
    start_at: datetime | None = None
    end_at: datetime | None = None
    catchup: bool = False


class CronSchedule(Part):
    cron: str
    timezone: str = "UTC"
    start_at: datetime | None = None
    end_at: datetime | None = None
    catchup: bool = False


class Storage(Part):
    source: Literal["local", "s3", "none"] = "local"


class Params(Part):
    """Run parameters: a JSON Schema object's `properties`, each with a type and usually a default."""

    properties: dict[str, dict[str, Any]] = Field(default_factory=dict)
    required: tuple[str, ...] = ()


class Settings(Part):
    schedule: CronSchedule | PresetSchedule | None = None
    max_active_runs: Annotated[int, Field(ge=1, le=1000)] = 1
    storage: Storage = Storage()
    params: Params = Params()


class TriggerRule(StrEnum):
    """When a task starts, by the states of the tasks before it; Airflow's own names."""

    ALL_SUCCESS = "all_success"
    ALL_FAILED = "all_failed"
    ALL_DONE = "all_done"
    ALL_DONE_MIN_ONE_SUCCESS = "all_done_min_one_success"
    ALL_DONE_SETUP_SUCCESS = "all_done_setup_success"
    ONE_SUCCESS = "one_success"
    ONE_FAILED = "one_failed"
    ONE_DONE = "one_done"
    NONE_FAILED = "none_failed"
    NONE_FAILED_MIN_ONE_SUCCESS = "none_failed_min_one_success"
    NONE_SKIPPED = "none_skipped"
    ALL_SKIPPED = "all_skipped"
    ALWAYS = "always"


class Resources(Part):
    """Kubernetes notation: cpu "500m", memory "256Mi"; gpu counts devices."""

    cpu: str | None = None
    memory: str | None = None
    gpu: Annotated[int, Field(ge=0, le=64)] = 0


class Task(Part):
    """One use of an operator. `inputs` may hold `$from`, `$param` and `$literal` objects at any depth (see bindings.py)."""

    operator: str
    title: str = ""
    inputs: dict[str, Any] = Field(default_factory=dict)
    after: tuple[str, ...] = ()
    retries: Annotated[int, Field(ge=0, le=100)] = 0
    retry_delay_seconds: Annotated[float, Field(ge=0, le=7 * 86_400)] = 30
    timeout_seconds: Annotated[float, Field(gt=0, le=30 * 86_400)] | None = None
    trigger_rule: TriggerRule = TriggerRule.ALL_SUCCESS
    resources: Resources | None = None
    storage_access: Literal["none", "read", "read_write"] = "read_write"
    map: str | None = None


class Position(Part):
    x: float
    y: float


class Layout(BaseModel):
    """Where things are drawn; the page owns it, so unknown keys are kept."""

    model_config = ConfigDict(frozen=True, extra="allow")

    nodes: dict[str, Position] = Field(default_factory=dict)
    notes: tuple[dict[str, Any], ...] = ()
    groups: tuple[dict[str, Any], ...] = ()


class WorkflowDefinition(BaseModel):
    """The whole document. Tasks keep the order in which they stand in the JSON object."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["domino/workflow/v1"] = Field(default=SCHEMA, alias="schema")
    repositories: dict[str, RepositoryRef] = Field(default_factory=dict)
    settings: Settings = Settings()
    tasks: dict[str, Task] = Field(default_factory=dict)
    layout: Layout = Layout()
