from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, Field


class Comparison(StrEnum):
    equals = "equals"
    differs = "differs"
    greater = "greater"
    at_least = "at least"
    less = "less"
    at_most = "at most"
    contains = "contains"


class InputModel(BaseModel):
    table: Path = Field(description="The CSV file to filter.", json_schema_extra={"from_upstream": "always"})
    column: str = Field(min_length=1, description="The column to look at.")
    comparison: Comparison = Field(default=Comparison.equals, description="How to compare.")
    value: str = Field(default="", description="What to compare with. Two numbers are compared as numbers.")
    most_rows: int | None = Field(default=None, ge=1, description="Keep at most so many rows; empty keeps all.")


class OutputModel(BaseModel):
    table: Path = Field(description="The rows that were kept, as a CSV file.")
    rows: int = Field(description="How many rows were kept.")
    left_out: int = Field(description="How many rows were left out.")
