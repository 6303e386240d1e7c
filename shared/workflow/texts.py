"""Whether a text matches a pattern or format, in time linear in the text: pydantic's own Rust engine, never Python's `re`,
which a hostile pattern can keep busy for years."""

from functools import lru_cache
from typing import Final

from pydantic import ValidationError
from pydantic_core import SchemaError, SchemaValidator, core_schema

_FORMATS: Final = {
    "date": SchemaValidator(core_schema.date_schema()),
    "time": SchemaValidator(core_schema.time_schema()),
    "date-time": SchemaValidator(core_schema.datetime_schema()),
    "duration": SchemaValidator(core_schema.timedelta_schema()),
    "uuid": SchemaValidator(core_schema.uuid_schema()),
    "uri": SchemaValidator(core_schema.url_schema()),
    "email": SchemaValidator(core_schema.str_schema(pattern=r"^[^@\s]+@[^@\s]+$", max_length=320)),
}


def matches_format(text: str, format_: str | None) -> bool:
    """Whether an operator's model would take the text; True for formats that are not known here."""
    validator = _FORMATS.get(format_ or "")
    return validator is None or _takes(validator, text)


def matches_pattern(text: str, pattern: str | None) -> bool:
    """Whether `pattern` is found in the text; True for patterns the engine refuses (look-around, enormous repeats)."""
    validator = _compiled(pattern) if pattern is not None else None
    return validator is None or _takes(validator, text)


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> SchemaValidator | None:
    try:
        return SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError:
        return None


def _takes(validator: SchemaValidator, text: str) -> bool:
    try:
        validator.validate_python(text)
    except ValidationError:
        return False
    return True
