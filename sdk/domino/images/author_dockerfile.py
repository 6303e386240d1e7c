"""Adapts a Dockerfile that an author wrote for a group: the earlier releases' base images become the platform's, the rest stays.

Images are built by a daemon that stands in a better place than any container; what would run or fetch there is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# By the last part of their name, wherever they were published: domino-base-piece, flowui-airflow-base, domino-base, …
_KNOWN_BASE = re.compile(
    r"(?:.*/)?(?:domino|flowui)[-_](?:[a-z0-9]+[-_])*base(?:[-_][a-z0-9]+)*(?::[\w.-]+)?(?:@[\w:]+)?", re.I
)
_FROM = re.compile(r"FROM\s+(?P<flags>(?:--\S+\s+)*)(?P<image>\S+)(?:\s+AS\s+(?P<name>\S+))?\s*", re.I)
_ARGUMENT = re.compile(r"ARG\s+(?P<name>\w+)=(?P<value>\"[^\"]*\"|'[^']*'|\S*)", re.I)
_VARIABLE = re.compile(r"\$(?:\{(?P<braced>\w+)(?::?-(?P<default>[^}]*))?\}|(?P<plain>\w+))")
_HEREDOC = re.compile(r"(?:^|\s)\d*<<-?[\"']?(?P<mark>[A-Za-z_]\w*)[\"']?(?=\s|$)")
_TAKEN = re.compile(r"(?:--|[=,])from=(?P<image>[^\s,$]+)", re.I)
_RIGHTS = re.compile(r"RUN\s+(?:--\S+\s+)*--(?:network=host|security=)", re.I)
_ESCAPE = re.compile(r"#\s*escape\s*=", re.I)


class DockerfileRefusedError(ValueError):
    """The message is one sentence that names the line."""


class Instruction(NamedTuple):
    """`number` is the line it begins on; `text` has continued lines joined, `lines` are as written."""

    number: int
    text: str
    lines: tuple[str, ...]

    @property
    def word(self) -> str:
        return self.text.partition(" ")[0].upper()


def is_known_base(image: str) -> bool:
    """Whether it is a base image of this platform or its earlier releases, whose part ours takes."""
    return _KNOWN_BASE.fullmatch(image) is not None


def adapt_dockerfile(text: str, base_image: str) -> str:
    """The Dockerfile with known bases replaced; what is appended to it goes into its last stage."""
    arguments: dict[str, str] = {}
    stages: set[str] = set()
    lines: list[str] = []
    for instruction in read_instructions(text):
        _check(instruction)
        if not stages and instruction.word == "ARG" and (argument := _ARGUMENT.match(instruction.text)):
            arguments[argument["name"]] = argument["value"].strip("\"'")
        if instruction.word != "FROM":
            lines += instruction.lines
            continue
        found = _FROM.fullmatch(instruction.text)
        if found is None:
            raise DockerfileRefusedError(
                f"Line {instruction.number} of the Dockerfile is not a FROM line that can be read."
            )
        image = _expanded(found["image"], arguments)
        stage = f" AS {found['name']}" if found["name"] else ""
        if image.lower() not in stages and is_known_base(image):
            # The earlier releases' images ran as root, and authors install packages of the system.
            lines += [f"FROM {base_image}{stage}", "USER root"]
        else:
            lines += instruction.lines
        stages.add((found["name"] or f"stage {len(stages)}").lower())
    if not stages:
        raise DockerfileRefusedError("The Dockerfile has no FROM line.")
    return "\n".join(lines)


def images_of(text: str) -> tuple[str, ...]:
    """The images that a Dockerfile starts from or takes files of, which have to be there before it is built."""
    arguments: dict[str, str] = {}
    stages: set[str] = set()
    images: dict[str, None] = {}
    for instruction in read_instructions(text):
        if not stages and (argument := _ARGUMENT.match(instruction.text)):
            arguments[argument["name"]] = argument["value"].strip("\"'")
        named = [match["image"] for match in _TAKEN.finditer(instruction.text)]
        if (found := _FROM.fullmatch(instruction.text)) is not None:
            named = [_expanded(found["image"], arguments)]
        images |= dict.fromkeys(
            name for name in named if name.lower() not in stages | {"scratch"} and not name.isdecimal()
        )
        if found is not None:
            stages.add((found["name"] or f"stage {len(stages)}").lower())
    return tuple(images)


def read_instructions(text: str) -> Iterator[Instruction]:
    """Instructions in order, without comments and blank lines between them. Raises DockerfileRefusedError."""
    lines = text.replace("\r\n", "\n").split("\n")
    place = 0
    while place < len(lines):
        line = lines[place]
        if not line.strip() or line.lstrip().startswith("#"):
            if _ESCAPE.match(line.strip()):
                raise DockerfileRefusedError(
                    f"Line {place + 1} of the Dockerfile changes the escape character: use the usual one."
                )
            place += 1
            continue
        end = _end_of(lines, place)
        written = tuple(lines[place:end])
        yield Instruction(place + 1, _joined(written), written)
        place = end


def _end_of(lines: list[str], start: int) -> int:
    """The line after an instruction: continued lines and heredocs belong to it."""
    end = start
    while end < len(lines) - 1 and (lines[end].rstrip().endswith("\\") or (end > start and _is_between(lines[end]))):
        end += 1
    end += 1
    if lines[start].lstrip()[:4].upper() in ("RUN ", "COPY", "ADD "):
        for mark in _HEREDOC.findall(_joined(tuple(lines[start:end]))):
            last = next((place for place in range(end, len(lines)) if lines[place].strip() == mark), end - 1)
            end = last + 1
    return min(end, len(lines))


def _is_between(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _joined(lines: tuple[str, ...]) -> str:
    kept = (line.rstrip().removesuffix("\\").strip() for line in lines if not line.lstrip().startswith("#"))
    return " ".join(part for part in kept if part)


def _check(instruction: Instruction) -> None:
    place = f"Line {instruction.number} of the Dockerfile"
    if instruction.word == "ADD" and re.search(r"://|\$|git@", instruction.text):
        raise DockerfileRefusedError(
            f"{place} adds from an address, which the builder itself would fetch: use RUN to download."
        )
    if instruction.word == "RUN" and _RIGHTS.match(instruction.text):
        raise DockerfileRefusedError(f"{place} asks for rights that builds do not have: leave the option out.")
    if instruction.word == "ONBUILD":
        raise DockerfileRefusedError(f"{place} uses ONBUILD: write the instruction itself.")


def _expanded(image: str, arguments: dict[str, str]) -> str:
    return _VARIABLE.sub(lambda m: arguments.get(m["braced"] or m["plain"], m["default"] or ""), image)
