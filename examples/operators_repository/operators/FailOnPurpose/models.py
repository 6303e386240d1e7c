from pydantic import BaseModel, Field


class InputModel(BaseModel):
    message: str = Field(default="This was meant to fail.", description="What the failure says.")
    fail_until_try: int | None = Field(
        default=None,
        ge=0,
        description="The last try that fails, so that a later one succeeds; 0 never fails, empty always does.",
    )


class OutputModel(BaseModel):
    try_number: int = Field(description="The try that succeeded.")
