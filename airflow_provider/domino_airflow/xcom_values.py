"""Carries any JSON value through XCom unchanged.

Airflow gives meaning to some dictionaries (`__classname__`, `__type` …) and its database and wire formats refuse a few values that
JSON knows (NUL, lone surrogates, integers beyond 64 bits, NaN). Such values travel as JSON text in an envelope of ours.
"""

from __future__ import annotations

import json
import math
from typing import Any

ENVELOPE = "domino_json"
LARGEST_INTEGER = 2**53  # beyond it, JSON readers that use floating point lose digits
DEEPEST = 100  # levels; Airflow walks values recursively


def to_xcom(value: Any) -> Any:
    """The value itself wherever Airflow keeps it as it is."""
    if _is_plain(value, 0):
        return value
    return {ENVELOPE: json.dumps(value)}


def from_xcom(value: Any) -> Any:
    if isinstance(value, dict) and len(value) == 1 and isinstance(value.get(ENVELOPE), str):
        return json.loads(value[ENVELOPE])
    return value


def _is_plain(value: Any, depth: int) -> bool:
    if depth > DEEPEST:
        return False
    if isinstance(value, str):
        return _is_plain_text(value)
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int):
        return abs(value) <= LARGEST_INTEGER
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, list):
        return all(_is_plain(item, depth + 1) for item in value)
    return all(
        not key.startswith("__") and key != ENVELOPE and _is_plain_text(key) and _is_plain(item, depth + 1)
        for key, item in value.items()
    )


def _is_plain_text(text: str) -> bool:
    if "\0" in text:
        return False
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)
