"""Asks a server on loopback whether it is ready."""

import urllib.error
import urllib.request
from http.client import HTTPException

PROBE_TIMEOUT = 2.0


def answers_ok(url: str) -> bool:
    """Whether GET gives a 2xx answer now; a refused connection or an error answer is a plain no."""
    try:
        with urllib.request.urlopen(url, timeout=PROBE_TIMEOUT) as answer:  # noqa: S310 - our own http:// addresses
            return bool(200 <= answer.status < 300)
    except (OSError, HTTPException):
        return False
