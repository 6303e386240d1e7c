"""Types of what comes in: texts that can be stored, documents of a size and depth that can be handled."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

DEEPEST = 64
MOST_VALUES = 500_000


class Body(BaseModel):
    """A request body. Unknown fields are refused: a typing mistake must not silently do nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("NUL characters cannot be stored")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("a lone surrogate is not text") from error
    return text


def bounded(document: dict[str, Any]) -> dict[str, Any]:
    """Refuse what is nested too deeply, has too many values, or is no Unicode text."""
    level: list[Any] = [document]
    seen = 0
    for _ in range(DEEPEST):
        deeper: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                deeper.extend(value.keys())
                deeper.extend(value.values())
            elif isinstance(value, list):
                deeper.extend(value)
            elif isinstance(value, str) and not value.isascii():
                _check_unicode(value)
        if not deeper:
            return document
        seen += len(deeper)
        if seen > MOST_VALUES:
            raise ValueError(f"more than {MOST_VALUES} values")
        level = deeper
    raise ValueError(f"nested deeper than {DEEPEST} levels")


def _check_unicode(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("a lone surrogate is not text") from error


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(storable)]
LongText = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(storable)]
Search = Annotated[str, StringConstraints(max_length=200), AfterValidator(storable)]
Document = Annotated[dict[str, Any], AfterValidator(bounded)]
