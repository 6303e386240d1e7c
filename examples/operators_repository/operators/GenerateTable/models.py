from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, Field


class TableKind(StrEnum):
    sales = "sales"
    weather = "weather"
    flowers = "flowers"


class InputModel(BaseModel):
    kind: TableKind = Field(default=TableKind.sales, description="What the table is about.")
    rows: int = Field(default=200, ge=1, le=100_000, description="How many rows to make.")
    seed: int = Field(default=7, description="The same seed gives the same table.")


class OutputModel(BaseModel):
    table: Path = Field(description="The CSV file.")
    rows: int = Field(description="How many rows it has.")
    columns: list[str] = Field(description="The names of its columns.")
