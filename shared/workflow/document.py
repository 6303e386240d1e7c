"""The definition of a workflow version (`domino/workflow/v1`) as values; parsing.py turns JSON into them or says what is wrong.

Numbers and booleans are strict: the text "3" is not a number of retries.
"""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

SCHEMA: Final = "domino/workflow/v1"
TASK_KEY: Final = r"^[A-Za-z_][A-Za-z0-9_]{0,62}$"

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d.*)?", re.DOTALL)


def _moment(value: object) -> object:
    # pydantic would also take 1700000000 and "1700000000" for a time.
    if isinstance(value, datetime) or (isinstance(value, str) and _MOMENT.fullmatch(value)):
        return value
    raise PydanticCustomError("moment", "write a time such as 2026-11-22T10:00:00Z")


Moment = Annotated[datetime, BeforeValidator(_moment)]
"""A time as text; without an offset it is meant in the schedule's time zone."""


class Part(BaseModel):
    """A piece of the definition. Unknown keys are an error: a typing mistake must not silently do nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RepositoryRef(Part):
    """An operator repository by URL and ref; `commit` pins it."""

    url: str
    ref: str
    commit: str | None = None


class Timing(Part):
    """What every schedule has."""

    timezone: str = "UTC"
    start_at: Moment | None = None
    end_at: Moment | None = None
    catchup: Annotated[bool, Field(strict=True)] = False


class PresetSchedule(Timing):
    preset: Literal["@once", "@hourly", "@daily", "@weekly", "@monthly", "@yearly"]


class CronSchedule(Timing):
    """Five fields: minute, hour, day of month, month, day of week."""

    cron: str


def _kind_of_schedule(value: object) -> str:
    has_preset = "preset" in value if isinstance(value, dict) else isinstance(value, PresetSchedule)
    return "preset" if has_preset else "cron"


Schedule = Annotated[
    Annotated[CronSchedule, Tag("cron")] | Annotated[PresetSchedule, Tag("preset")], Discriminator(_kind_of_schedule)
]


class Storage(Part):
    source: Literal["local", "s3", "none"] = "local"


class Params(Part):
    """Run parameters: a JSON Schema object's `properties`, each with a type and usually a default."""

    properties: dict[str, dict[str, Any]] = Field(default_factory=dict)
    required: tuple[str, ...] = ()


class Settings(Part):
    schedule: Schedule | None = None
    max_active_runs: Annotated[int, Field(strict=True, ge=1, le=1000)] = 1
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
    gpu: Annotated[int, Field(strict=True, ge=0, le=64)] = 0


class Task(Part):
    """One use of an operator. `inputs` may hold `$from`, `$param` and `$literal` objects at any depth (see bindings.py)."""

    operator: str
    title: Annotated[str, Field(max_length=250)] = ""
    inputs: dict[str, Any] = Field(default_factory=dict)
    after: tuple[str, ...] = ()
    retries: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    retry_delay_seconds: Annotated[float, Field(strict=True, ge=0, le=7 * 86_400)] = 30
    timeout_seconds: Annotated[float, Field(strict=True, gt=0, le=30 * 86_400)] | None = None
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

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=False, validate_by_alias=True)

    schema_: Literal["domino/workflow/v1"] = Field(default=SCHEMA, alias="schema")
    repositories: dict[str, RepositoryRef] = Field(default_factory=dict)
    settings: Settings = Settings()
    tasks: dict[str, Task] = Field(default_factory=dict)
    layout: Layout = Layout()
