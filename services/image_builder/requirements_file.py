"""What a requirements file of a repository may say. Pure.

A requirements file is a small language: it can read other files, run a project on this machine, and put environment
variables into addresses. Packages from an index are all that operators need.
"""

import re

_OPTION = re.compile(r"(--?[A-Za-z][A-Za-z-]*)")
_ALLOWED_OPTIONS = frozenset(
    (
        "--index-url",
        "-i",
        "--extra-index-url",
        "--find-links",
        "-f",
        "--pre",
        "--prefer-binary",
        "--only-binary",
        "--hash",
    )
)
_LOCAL = re.compile(r"^(\.{1,2}(/|$)|/|~|file:)|@\s*(file:|/|\.)|\bfile:/", re.IGNORECASE)


def refuse_requirements(text: str) -> str | None:
    """One sentence that names the line which cannot be accepted; None when all can."""
    for number, written in enumerate(text.replace("\\\n", " ").splitlines(), start=1):
        line = re.sub(r"(^|\s)#.*", "", written).strip()
        if not line:
            continue
        option = _OPTION.match(line)
        if option is not None and option[1] not in _ALLOWED_OPTIONS:
            return f"Line {number} of the requirements uses {option[1]}: list the packages themselves instead."
        value = line[option.end() :].lstrip(" =") if option is not None else line
        if _LOCAL.search(value) or ("/" in value.partition(";")[0] and "://" not in value):
            return f"Line {number} of the requirements names a file or folder: only packages from an index can be installed."
        if "${" in line:
            return f"Line {number} of the requirements uses an environment variable: write the value itself."
    return None
