"""Reads what BuildKit tells of a build (its `StatusResponse`, in protocol buffers) and retells it as a text. Pure.

The format is api/services/control/control.proto of moby/buildkit; only what people want to read is decoded.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

VERTEXES, LOGS = 1, 3
NOT_TOLD = ("[internal]", "copy /context")  # the engine's own steps
INSTALLING = "install_runner.sh"
TAIL = 32 * 1024  # characters of the output in which a reason is looked for

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


class TraceError(ValueError):
    """What arrived is not a StatusResponse."""


@dataclass(slots=True)
class BuildTrace:
    """`failed_step` and `error` are empty until a step fails; `tail` is the end of what the steps have printed."""

    failed_step: str = ""
    error: str = ""
    tail: str = ""
    _told: set[str] = field(default_factory=set)
    _lines: dict[str, str] = field(default_factory=dict)

    def read(self, message: bytes) -> str:
        """The lines that are complete now, of this message and the ones before."""
        told = ""
        for number, value in fields(message):
            if number == VERTEXES and isinstance(value, bytes):
                told += self._step(value)
            elif number == LOGS and isinstance(value, bytes):
                told += self._output(value)
        return told

    def rest(self) -> str:
        """Lines that have not been ended."""
        left = "".join(f"{line}\n" for line in self._lines.values() if line)
        self._lines.clear()
        return left

    def _step(self, vertex: bytes) -> str:
        found = dict(fields(vertex))
        digest, name = _text(found.get(1)), _text(found.get(3))
        if error := _text(found.get(7)):
            self.failed_step, self.error = name, error
        has_started = 5 in found
        if not has_started or digest in self._told or name.startswith(NOT_TOLD):
            return ""
        self._told.add(digest)
        return f"{shown(name)}{' (unchanged)' if found.get(4) else ''}\n"

    def _output(self, log: bytes) -> str:
        found = dict(fields(log))
        vertex, text = _text(found.get(1)), _text(found.get(4))
        self.tail = (self.tail + text)[-TAIL:]
        text = self._lines.pop(vertex, "") + text
        whole, end, begun = text.rpartition("\n")
        self._lines[vertex] = begun
        return whole + end


def shown(step: str) -> str:
    """A step's name for people."""
    place, bracket, instruction = step.partition("] ")
    if INSTALLING in instruction:
        return f"{place}{bracket}Installing the packages"
    return step


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message, by number. Raises TraceError."""
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        kind = key & 7
        if kind == _VARINT:
            number, place = _varint(message, place)
            yield key >> 3, number
            continue
        if kind == _BYTES:
            size, place = _varint(message, place)
        elif kind in (_FIXED64, _FIXED32):
            size = 8 if kind == _FIXED64 else 4
        else:
            raise TraceError(f"a field of kind {kind}")
        if place + size > len(message):
            raise TraceError("a field that is cut off")
        yield key >> 3, message[place : place + size]
        place += size


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while place < len(message):
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if not byte & 0x80:
            return value, place
        shift += 7
    raise TraceError("a number that is cut off")


def _text(value: int | bytes | None) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
