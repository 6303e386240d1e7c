"""What the platform knows about an operator: read once from its repository, the same for page, gateway and compiler."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Resources(BaseModel):
    """Kubernetes notation: cpu "500m", memory "256Mi"; gpu counts devices."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    cpu: str | None = None
    memory: str | None = None
    gpu: int = 0


class OperatorSpec(BaseModel):
    """One operator at one commit. Schemas are normalised JSON Schemas (`$defs` only, one form of enum and optional)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    label: str
    description: str = ""
    tags: tuple[str, ...] = ()
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]
    secrets_schema: dict[str, Any] | None = None
    style: dict[str, Any] = Field(default_factory=dict)
    resources: Resources = Resources()
    group: str
    image: str
    source_url: str | None = None
