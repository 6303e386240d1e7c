from pathlib import Path

from pydantic import BaseModel, Field

TEMPLATE = """Made by a workflow of three lines.

## Chart

[charts]

## Rows

[tables]
"""


class InputModel(BaseModel):
    title: str = Field(default="Report", min_length=1, description="The heading of the page.")
    text: str = Field(
        default=TEMPLATE,
        description="The page in Markdown. [tables] and [charts] are replaced by what is given below.",
        json_schema_extra={"widget": "codeeditor-markdown"},
    )
    tables: list[Path] = Field(default=[], description="CSV files to show.")
    charts: list[Path] = Field(default=[], description="SVG files to show.")
    rows_shown: int = Field(default=20, ge=1, le=1000, description="Show at most so many rows of each table.")


class OutputModel(BaseModel):
    report: Path = Field(description="The HTML file.")
    tabulate_version: str = Field(description="The version of the library that set the tables.")
