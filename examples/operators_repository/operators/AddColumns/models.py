from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, Field


class Operation(StrEnum):
    plus = "plus"
    minus = "minus"
    times = "times"
    divided_by = "divided by"
    joined_with = "joined with"


class NewColumn(BaseModel):
    name: str = Field(min_length=1, description="The name of the new column.")
    left: str = Field(min_length=1, description="The column on the left.")
    operation: Operation = Field(default=Operation.plus, description="What to do with the two.")
    right: str = Field(description="A column, or else a number or text.")
    decimals: int | None = Field(
        default=None, ge=0, le=10, description="Round to so many decimals; empty rounds nothing."
    )


class InputModel(BaseModel):
    table: Path = Field(description="The CSV file to extend.", json_schema_extra={"from_upstream": "always"})
    columns: list[NewColumn] = Field(
        default=[NewColumn(name="total", left="units", operation=Operation.times, right="price", decimals=2)],
        min_length=1,
        description="The columns to add, in this order; a later one may use an earlier one.",
    )


class OutputModel(BaseModel):
    table: Path = Field(description="The table with its new columns, as a CSV file.")
    rows: int = Field(description="How many rows it has.")
    columns: list[str] = Field(description="The names of all its columns.")
