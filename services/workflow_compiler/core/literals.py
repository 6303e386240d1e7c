"""Values as Python source that people like to read: on one line where they fit, else one part a line, long text in pieces."""

import re
from collections.abc import Iterator
from typing import Any, Final

from services.workflow_compiler.core.program import Call, Output

WIDTH: Final = 120
INDENT: Final = 4

_ESCAPE_OR_QUOTE: Final = re.compile(r"\\.|\"")


def write(value: Any, indent: int, before: int = 0, after: int = 1) -> str:
    """The expression for `value`, for a line indented by `indent` on which `before` characters precede and `after` follow it."""
    flat = _flat(value, WIDTH - indent - before - after)
    return _broken(value, indent) if flat is None else flat


def quote(text: str) -> str:
    """`repr`, which also escapes all that does not print, with double quotes wherever they need no more escapes."""
    plain = repr(text)
    if plain[0] == '"' or text.count('"') > text.count("'"):
        return plain
    return f'"{_ESCAPE_OR_QUOTE.sub(_for_double_quotes, plain[1:-1])}"'


def _for_double_quotes(match: re.Match[str]) -> str:
    return {"\\'": "'", '"': '\\"'}.get(match[0], match[0])


def _flat(value: Any, room: int) -> str | None:
    """The value on one line, or None when it is longer than `room`."""
    parts: list[str] = []
    for token in _tokens(value, room):
        parts.append(token)
        room -= len(token)
        if room < 0:
            return None
    return "".join(parts)


def _tokens(value: Any, room: int) -> Iterator[str]:
    match value:
        case str():
            # A long text is not worth quoting just to find that it does not fit.
            yield quote(value) if len(value) <= room else value
        case None | bool() | int() | float():
            yield repr(value)
        case Output():
            yield f"{value.variable}.output[{quote(value.name)}]"
        case Call():
            yield f"{value.function}("
            for index, (name, one) in enumerate(_arguments(value)):
                yield ", " * bool(index) + name
                yield from _tokens(one, room)
            yield ")"
        case dict():
            yield "{"
            for index, (key, one) in enumerate(value.items()):
                yield f"{', ' * bool(index)}{quote(key)}: "
                yield from _tokens(one, room)
            yield "}"
        case list() | tuple():
            start, end = _brackets(value)
            yield start
            for index, one in enumerate(value):
                yield ", " * bool(index)
                yield from _tokens(one, room)
            yield end
        case _:
            raise TypeError(f"a {type(value).__name__} is not a value of a DAG file")


def _arguments(call: Call) -> Iterator[tuple[str, Any]]:
    for one in call.arguments:
        yield "", one
    for name, one in call.keywords.items():
        yield f"{name}=", one


def _brackets(value: list[Any] | tuple[Any, ...]) -> tuple[str, str]:
    if isinstance(value, list):
        return "[", "]"
    return "(", ",)" if len(value) == 1 else ")"


def _broken(value: Any, indent: int) -> str:
    inner = indent + INDENT
    match value:
        case Call():
            lines = [f"{name}{write(one, inner, len(name))}," for name, one in _arguments(value)]
            start, end = f"{value.function}(", ")"
        case dict():
            keys = [f"{quote(key)}: " for key in value]
            lines = [f"{key}{write(one, inner, len(key))}," for key, one in zip(keys, value.values(), strict=True)]
            start, end = "{", "}"
        case list() | tuple():
            lines = [f"{write(one, inner)}," for one in value]
            start, end = _brackets(value)[0], _brackets(value)[1][-1]
        case str():
            lines = [quote(piece) for piece in _pieces(value, WIDTH - inner)]
            start, end = "(", ")"
        case _:
            return _flat(value, 10**9) or ""
    pad = " " * inner
    return "\n".join([start, *(pad + line for line in lines), " " * indent + end])


def _pieces(text: str, room: int) -> Iterator[str]:
    """Cut a text behind its line breaks, and long lines behind a space, so that each piece fits when quoted."""
    room = max(room, 40)
    lines = text.split("\n")
    for line in [*(line + "\n" for line in lines[:-1]), *filter(None, lines[-1:])]:
        start, size = 0, room
        while start < len(line):
            end = min(len(line), start + size)
            while len(quote(line[start:end])) > room and end > start + 1:
                end = start + max(1, (end - start) * 3 // 4)
            # Where much has to be escaped, pieces are short: the next one is not tried at full length again.
            size = min(room, 2 * (end - start))
            space = line.rfind(" ", start, end) + 1
            if end < len(line) and space > start + room // 2:
                end = space
            yield line[start:end]
            start = end
