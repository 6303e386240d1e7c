"""Finds in uv's output the line that decided, and says it in a sentence. Pure.

uv ends with `error: …` and indented `cause: …` lines; under a failed build it shows the backend's own output.
"""

import re

MAX_REASON = 400

_MARK = re.compile(r"^\s*(?:error|cause|×|├─▶|╰─▶):?\s+(?P<words>.+)$")
_CONCLUSION = re.compile(r",? we can conclude that (your requirements are unsatisfiable|.*cannot be used)\.?$")
_EXCEPTION = re.compile(r"^\s*(?P<words>[A-Za-z_][\w.]*(Error|Exception|Exit|Interrupt)\b.*)$")
_FAILED_BUILD = re.compile(r"Failed to build `(?P<package>[^`]+)`")


def reason_of_build(output: str) -> str:
    """One sentence for people."""
    lines = output.splitlines()
    marked = [(number, match["words"]) for number, line in enumerate(lines) if (match := _MARK.match(line))]
    if not marked:
        last = next((line.strip() for line in reversed(lines) if line.strip()), "no output at all")
        return _limited(f"Installing the packages failed: {last}")
    if failed := next((found for _, words in marked if (found := _FAILED_BUILD.search(words))), None):
        tail = lines[marked[-1][0] :]
        raised = next((m["words"] for line in reversed(tail) if (m := _EXCEPTION.match(line))), marked[-1][1])
        return _limited(f"{_package(failed['package'])} could not be built: {raised}")
    cause = _CONCLUSION.sub("", marked[-1][1]).removeprefix("Because ")
    return _limited(f"The packages cannot be installed: {cause[:1].lower() + cause[1:]}")


def _package(name: str) -> str:
    return name.partition(" @ ")[0]


def _limited(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return f"{text if len(text) <= MAX_REASON else text[: MAX_REASON - 1] + '…'}."
