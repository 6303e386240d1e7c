"""Reads the guide for authors as a program: its shell blocks in order, and its files, which name their path in the first line."""

import re
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"# (\S+/\S+)\n")


@dataclass(frozen=True, slots=True)
class Step:
    """A shell block, or a file to write (then ``path`` is relative to the folder that the shell is in)."""

    text: str
    path: str | None = None

    def as_shell(self) -> str:
        if self.path is None:
            return self.text
        return f"cat > {self.path} <<'END_OF_FILE'\n{self.text}END_OF_FILE\n"


def steps_of(guide: Path) -> list[Step]:
    """What a reader would do, in order. Every block has to be one or the other, so that none is left out in silence."""
    steps: list[Step] = []
    for language, text in _BLOCK.findall(guide.read_text()):
        if language == "sh":
            steps.append(Step(text))
            continue
        named = _PATH.match(text)
        assert named is not None, f"this {language} block does not say which file it is: {text[:60]}"
        steps.append(Step(text, named[1]))
    return steps


def script_of(steps: list[Step]) -> str:
    """One script that stops at the first command that fails."""
    return "set -euo pipefail\n" + "\n".join(step.as_shell() for step in steps)
