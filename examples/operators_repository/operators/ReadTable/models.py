from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import BaseModel, Field, model_validator


class Separator(StrEnum):
    comma = ","
    semicolon = ";"
    tab = "\t"


class InputModel(BaseModel):
    file: Path | None = Field(default=None, description="A CSV file that the machine running the task can read.")
    text: str | None = Field(
        default=None,
        description="The table itself, with its header in the first line.",
        json_schema_extra={"widget": "textarea"},
    )
    separator: Separator = Field(default=Separator.comma, description="What stands between two values.")

    @model_validator(mode="after")
    def has_one_source(self) -> Self:
        if (self.file is None) == (self.text is None):
            raise ValueError("give either a file or a text")
        return self


class OutputModel(BaseModel):
    table: Path = Field(description="The table as a CSV file with commas.")
    rows: int = Field(description="How many rows it has.")
    columns: list[str] = Field(description="The names of its columns.")
