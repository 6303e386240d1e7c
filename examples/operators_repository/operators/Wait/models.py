from pydantic import BaseModel, Field


class InputModel(BaseModel):
    seconds: float = Field(default=1.0, ge=0, le=86_400, description="How long to wait.")


class OutputModel(BaseModel):
    waited_seconds: float = Field(description="How long it really was.")
