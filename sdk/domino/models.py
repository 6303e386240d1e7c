"""Models that let the user of an operator define its outputs while drawing a workflow.

An input that is a list of OutputModifierModel (or of a subclass) names the outputs; the operator's OutputModel allows extra fields.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, Field


class OutputModifierItemType(StrEnum):
    """The types an output defined by the user can have."""

    string = "string"
    integer = "integer"
    float = "float"
    boolean = "boolean"
    array = "array"


class OutputModifierModel(BaseModel):
    """One output defined by the user."""

    name: str = Field(description="Name of the output.", json_schema_extra={"from_upstream": "never"})
    type: OutputModifierItemType = Field(
        default=OutputModifierItemType.string,
        description="Type of the output.",
        json_schema_extra={"from_upstream": "never"},
    )
    description: str = Field(
        default="",
        description="What the output means.",
        json_schema_extra={"from_upstream": "never"},
    )
