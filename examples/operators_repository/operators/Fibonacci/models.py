from pydantic import BaseModel, Field


class InputModel(BaseModel):
    n: int = Field(
        default=10, ge=0, le=40, description="Which number of the sequence; each more takes 1.6 times as long."
    )


class OutputModel(BaseModel):
    number: int = Field(description="The Fibonacci number.")
