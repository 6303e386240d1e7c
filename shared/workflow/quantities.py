"""Amounts of CPU and memory in Kubernetes notation."""

import re
from collections.abc import Iterator

from shared.workflow.document import Resources
from shared.workflow.problems import Problem, pointer

_CPU = re.compile(r"[0-9]{1,9}m|[0-9]{1,6}(\.[0-9]{1,3})?")
_MEMORY = re.compile(r"[0-9]{1,18}(\.[0-9]{1,3})?(Ki|Mi|Gi|Ti|k|M|G|T)?")


def check_resources(resources: Resources, *place: str | int) -> Iterator[Problem]:
    """Yield amounts that no runtime could read."""
    if resources.cpu is not None and not _CPU.fullmatch(resources.cpu):
        message = "CPU is given as 500m (thousandths of a core) or as 0.5 or 2 (cores)."
        yield Problem(path=pointer(*place, "cpu"), code="resources.bad_quantity", message=message)
    if resources.memory is not None and not _MEMORY.fullmatch(resources.memory):
        message = "Memory is given as 256Mi or 2Gi."
        yield Problem(path=pointer(*place, "memory"), code="resources.bad_quantity", message=message)
