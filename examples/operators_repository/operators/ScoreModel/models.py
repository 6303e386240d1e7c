from pathlib import Path

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    table: Path = Field(description="The CSV file to score.", json_schema_extra={"from_upstream": "always"})
    model: Path = Field(description="A model from TrainModel.", json_schema_extra={"from_upstream": "always"})
    column: str = Field(default="prediction", min_length=1, description="The name of the new column.")
    target: str | None = Field(default=None, description="A column to compare with; empty compares nothing.")


class OutputModel(BaseModel):
    table: Path = Field(description="The table with its predictions, as a CSV file.")
    rows: int = Field(description="How many rows were scored.")
    accuracy: float | None = Field(default=None, description="The share of right predictions, when compared.")
