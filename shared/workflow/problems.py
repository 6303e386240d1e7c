"""A problem has a place, a code for programs and a sentence for people."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Problem(BaseModel):
    """`path` is a JSON pointer (RFC 6901) into the document that was checked; empty for the whole of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    path: str
    code: str
    severity: Literal["error", "warning"] = "error"
    message: str


def has_errors(problems: tuple[Problem, ...]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def pointer(*parts: str | int) -> str:
    """The JSON pointer of nested keys: pointer("tasks", "a/b", 0) is `/tasks/a~1b/0`."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
