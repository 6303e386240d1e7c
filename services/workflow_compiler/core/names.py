"""Variables for tasks: the task's own key wherever Python and the file leave it free."""

import builtins
import keyword
import re
from collections.abc import Iterable
from typing import Final

from services.workflow_compiler.core.program import IMPORTS

TAKEN: Final = frozenset([*(name.partition(".")[0] for name in IMPORTS), *dir(builtins)])
"""Names that mean something in the file; a task `filter` is written `filter_`, as a person would."""
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")


def variables(keys: Iterable[str]) -> dict[str, str]:
    """For each task key a Python identifier; all differ from one another and from every name that the file uses."""
    keys = list(keys)
    chosen = {key: key for key in keys if is_free(key)}
    used = set(chosen)
    for key in keys:
        if key in chosen:
            continue
        # `class` becomes class_, `__name__` task__name__: names with two underscores mean something to Python.
        name = f"task{key}" if key.startswith("__") else f"{key}_"
        while name in used or not is_free(name):
            name += "_"
        chosen[key] = name
        used.add(name)
    return chosen


def is_free(name: str) -> bool:
    """Whether the name may be a task's variable."""
    return bool(_NAME.fullmatch(name)) and not (keyword.iskeyword(name) or name.startswith("__") or name in TAKEN)
