"""Reads amounts of processor time and memory in every unit that authors write, into one normal form."""

from __future__ import annotations

import math
import re

from domino.json_value import JsonObject, JsonValue
from domino.repository.values import ResourceAmount, Resources

_QUANTITY = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[A-Za-z]*)")
_MIB = 1024**2
_MEMORY_UNITS = {
    "": 1, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12,
    "Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40,
    "KB": 10**3, "MB": 10**6, "GB": 10**9,
}  # fmt: skip


def read_resources(value: JsonValue) -> tuple[Resources, tuple[str, ...]]:
    """The normal form of ``container_resources``, and one sentence for each part that was not understood."""
    if value is None:
        return Resources(), ()
    if not isinstance(value, dict):
        return Resources(), ("container_resources has to be an object.",)
    complaints: list[str] = []
    flat: JsonObject = {key: value[key] for key in ("cpu", "memory") if key in value}
    requests = _amount(value.get("requests", flat), "requests", complaints)
    limits = _amount(value.get("limits", flat), "limits", complaints)
    use_gpu = value.get("use_gpu", False)
    if not isinstance(use_gpu, bool):
        complaints.append("use_gpu has to be true or false.")
    complaints += [f"container_resources has an unknown key {key}." for key in value if key not in _KNOWN]
    return Resources(requests, limits, use_gpu is True), tuple(complaints)


_KNOWN = frozenset(("requests", "limits", "use_gpu", "cpu", "memory"))


def _amount(value: JsonValue, name: str, complaints: list[str]) -> ResourceAmount:
    if value is None:
        return ResourceAmount()
    if not isinstance(value, dict):
        complaints.append(f"{name} has to be an object with cpu and memory.")
        return ResourceAmount()
    amounts: dict[str, int | None] = {}
    for key, read in (("cpu", millicores), ("memory", mebibytes)):
        given = value.get(key)
        amounts[key] = read(given)
        if given is not None and amounts[key] is None:
            complaints.append(f'{name}.{key} is not an amount: {given!r}; write for instance "500m" or "256Mi".')
    return ResourceAmount(amounts["cpu"], amounts["memory"])


def millicores(value: JsonValue) -> int | None:
    """An integer counts millicores; text follows Kubernetes, where "100m" is a tenth of a core and "2" two cores."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return math.ceil(value) if _is_amount(value) else None
    number, unit = _quantity(value)
    if number is None or unit not in ("", "m"):
        return None
    return math.ceil(number if unit == "m" else number * 1000)


def mebibytes(value: JsonValue) -> int | None:
    """An integer counts MiB; text follows Kubernetes, where "128Mi" has a unit and a bare number counts bytes."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return math.ceil(value) if _is_amount(value) else None
    number, unit = _quantity(value)
    if number is None or unit not in _MEMORY_UNITS:
        return None
    return math.ceil(number * _MEMORY_UNITS[unit] / _MIB)


def _is_amount(value: float) -> bool:
    return math.isfinite(value) and value >= 0


def _quantity(value: JsonValue) -> tuple[float | None, str]:
    match = _QUANTITY.fullmatch(value.strip()) if isinstance(value, str) else None
    return (float(match["number"]), match["unit"]) if match else (None, "")
