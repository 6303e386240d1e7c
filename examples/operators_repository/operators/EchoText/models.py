from pathlib import Path

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    text: str = Field(default="", description="Any text.", json_schema_extra={"widget": "textarea"})


class OutputModel(BaseModel):
    text: str = Field(description="The same text.")
    file: Path = Field(description="The same text as a UTF-8 file.")
    sha256: str = Field(description="The SHA-256 of its bytes, in hexadecimal digits.")
