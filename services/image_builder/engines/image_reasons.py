"""Says in a sentence why an image could not be built, with the line of the author's Dockerfile where there is one. Pure."""

import re

from domino.images import read_instructions
from domino.images.build_trace import INSTALLING
from domino.images.buildkit import Unsolved

from services.image_builder.build_reasons import limited, reason_of_build

_STEP = re.compile(r"^\[[^\]]*\] ")
_PARSE_ERROR = re.compile(r"(?:dockerfile )?parse error(?: on)? line (?P<line>\d+): (?P<words>.*)", re.I)
_EXIT = re.compile(r"exit code: (?P<code>\d+)")
_SOLVER = re.compile(
    r"^(?:failed to solve(?: with frontend [\w.]+)?: |failed to (?:solve LLB|read dockerfile|create LLB definition): )+"
)
SHOWN_INSTRUCTION = 100  # characters


def reason_of_image(unsolved: Unsolved, dockerfile: str, written: str) -> str:
    """`dockerfile` is the author's, empty where there is none; `written` what was built of it."""
    if INSTALLING in unsolved.step:
        return reason_of_build(unsolved.tail)
    error = _SOLVER.sub("", unsolved.error)
    if (broken := _PARSE_ERROR.search(error)) is not None:
        line = _line_of(_lines(written, int(broken["line"])), dockerfile)
        return limited(f"{_place(line)} cannot be read: {broken['words']}")
    instruction = _STEP.sub("", unsolved.step)
    if not instruction:
        return limited(f"The image could not be built: {error}")
    last = next((text.strip() for text in reversed(unsolved.tail.splitlines()) if text.strip()), "")
    code = _EXIT.search(error)
    words = f"{last} (exit code {code['code']})" if last and code else error
    shown = instruction if len(instruction) <= SHOWN_INSTRUCTION else f"{instruction[:SHOWN_INSTRUCTION]}…"
    return limited(f"{_place(_line_of(instruction, dockerfile))} failed, {shown}: {words}")


def _place(line: int | None) -> str:
    return f"Line {line} of the Dockerfile" if line is not None else "A step of the Dockerfile"


def _line_of(text: str, dockerfile: str) -> int | None:
    wanted = _normal(text)
    found = (instruction.number for instruction in read_instructions(dockerfile) if _normal(instruction.text) == wanted)
    return next(found, None)


def _lines(written: str, number: int) -> str:
    lines = written.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _normal(text: str) -> str:
    """The engine writes the word in capitals and spaces as one."""
    word, _, rest = " ".join(text.split()).partition(" ")
    return f"{word.upper()} {rest}"
