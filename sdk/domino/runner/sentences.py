"""What a builder reads when a task fails: one sentence that never repeats a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, ValidationError

LONGEST = 500
SHOWN = 3
SHORTEST_MASKED = 4


def sentence_of_error(error: BaseException) -> str:
    """The first line of what the operator raised, under the name of its type."""
    if isinstance(error, SystemExit):
        return f"The operator ended the process itself, with exit code {error.code}."
    name = type(error).__name__
    lines = str(error).strip().splitlines()
    if not lines:
        return f"The operator raised {name} without a message."
    return _shortened(f"{name}: {lines[0]}")


def sentence_of_validation(error: ValidationError, kind: str) -> str:
    """Name each field that is wrong, as "Input rows should be a valid integer.", without the value it had."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    clauses = [_clause(detail, kind) for detail in details[:SHOWN]]
    if len(details) > SHOWN:
        clauses.append(f"and {len(details) - SHOWN} more")
    return _shortened("; ".join(clauses).rstrip(".") + ".")


def sentence_of_secrets(error: ValidationError) -> str:
    """Only names and whether they are there: the reason a validator gives may contain the value."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    return (
        "; ".join(
            f"Secret {_name(detail)} is {'not set' if detail['type'] == 'missing' else 'not valid'}"
            for detail in details
        )
        + "."
    )


def sentence_of_size(size: int, limit: int) -> str:
    return (
        f"The outputs are {_human(size)}, over the limit of {_human(limit)}; "
        "write large values to a file in results_path and return its path."
    )


def masked(text: str, secrets: dict[str, str]) -> str:
    """Replace every secret's value by its name; very short values would mask ordinary text."""
    for name, value in secrets.items():
        if len(value) >= SHORTEST_MASKED:
            text = text.replace(value, f"<{name}>")
    return text


def _clause(detail: ErrorDetails, kind: str) -> str:
    subject = f"{kind} {_name(detail)}" if detail["loc"] else f"The {kind.lower()}s"
    message = detail["msg"]
    if detail["type"] == "missing":
        return f"{subject} is required"
    if message.startswith("Input should"):
        return f"{subject} {message.removeprefix('Input ')}"
    return f"{subject}: {message.removeprefix('Value error, ')}"


def _name(detail: ErrorDetails) -> str:
    return ".".join(str(part) for part in detail["loc"])


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _human(size: float) -> str:
    for unit in ("bytes", "KiB", "MiB"):
        if size < 1024:
            return f"{size:.4g} {unit}"
        size /= 1024
    return f"{size:.4g} GiB"
