from pathlib import Path

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    table: Path = Field(description="The CSV file to learn from.", json_schema_extra={"from_upstream": "always"})
    target: str = Field(default="species", min_length=1, description="The column with the classes.")
    features: list[str] = Field(
        default=["petal_length", "petal_width"],
        min_length=1,
        description="The columns of numbers to tell the classes by.",
    )
    steps: int = Field(default=300, ge=1, le=100_000, description="How often to correct the model.")
    learning_rate: float = Field(default=0.5, gt=0, le=10, description="How strongly to correct it.")
    test_share: float = Field(default=0.25, ge=0, lt=1, description="The share of rows kept to check it.")
    seed: int = Field(default=7, description="Decides which rows are kept.")
    standardise: bool = Field(default=True, description="Bring all features to the same scale first.")


class OutputModel(BaseModel):
    model: Path = Field(description="The trained model, a JSON file.")
    accuracy: float = Field(description="The share of kept rows that it gets right.")
    classes: list[str] = Field(description="The classes it can tell apart.")
    tabulate_version: str = Field(description="The version of the library that set the result.")
