from typing import Literal

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    message: str = Field(
        default="Hello from Domino", description="What to write.", json_schema_extra={"widget": "textarea"}
    )
    level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="How much it matters.")
    repeat: int = Field(default=1, ge=0, le=1_000_000, description="How often to write it.")
    pause_seconds: float = Field(default=0.0, ge=0, le=60, description="How long to wait between two lines.")


class OutputModel(BaseModel):
    message: str = Field(description="The message.")
    lines: int = Field(description="How many lines were written.")
