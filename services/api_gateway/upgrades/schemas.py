"""What an upgrade would change, as clients see it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from services.api_gateway.repositories.schemas import PreviewView, WorkflowUse
from services.api_gateway.web.documents import Body
from shared.workflow.problems import Problem


class Part(StrEnum):
    INPUT = "input"
    OUTPUT = "output"
    SECRET = "secret"  # noqa: S105 - the name of a part


class Kind(StrEnum):
    """`rebuilt`: the schemas are the same, its code or its packages are not."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REBUILT = "rebuilt"


class SchemaChange(BaseModel):
    """One difference in a sentence. `may_break`: a task that is fine today may not be any more."""

    model_config = ConfigDict(frozen=True)

    part: Part
    name: str
    kind: Kind
    message: str
    may_break: bool


class OperatorChange(BaseModel):
    model_config = ConfigDict(frozen=True)

    name: str
    label: str
    kind: Kind
    changes: tuple[SchemaChange, ...] = ()


class WorkflowEffect(WorkflowUse):
    """A workflow that uses the repository. `problems` are those that a new version would have and the newest has not."""

    problems: list[Problem]


class UpgradePreview(PreviewView):
    """`operators_changed` and `workflows` compare with what is installed now; empty until the preview is ready."""

    operators_changed: list[OperatorChange]
    workflows: list[WorkflowEffect]


class ChosenWorkflows(Body):
    workflow_ids: list[str] = Field(min_length=1, max_length=200)


class Outcome(StrEnum):
    """`current`: it uses the installed commit already. `has_problems`: nothing was saved."""

    SAVED = "saved"
    CURRENT = "current"
    HAS_PROBLEMS = "has_problems"


class NewVersion(BaseModel):
    workflow_id: str
    name: str
    version: int
    outcome: Outcome
    problems: list[Problem]


class NewVersions(BaseModel):
    items: list[NewVersion]
