from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field


class Look(BaseModel):
    width: int = Field(default=720, ge=200, le=4000, description="Width in pixels.")
    height: int = Field(default=360, ge=120, le=4000, description="Height in pixels.")
    colour: str = Field(default="#2563eb", pattern="^#[0-9a-fA-F]{6}$", description="Colour, as #rrggbb.")


class InputModel(BaseModel):
    table: Path = Field(description="The CSV file to draw.", json_schema_extra={"from_upstream": "always"})
    kind: Literal["line", "bar", "scatter"] = Field(default="line", description="How to draw it.")
    x: str = Field(min_length=1, description="The column along the bottom.")
    y: str = Field(min_length=1, description="The column of numbers upwards.")
    title: str | None = Field(default=None, description="A heading; empty names the columns.")
    look: Look = Field(default=Look(), description="Size and colour.")


class OutputModel(BaseModel):
    chart: Path = Field(description="The SVG file.")
    points: int = Field(description="How many points were drawn.")
