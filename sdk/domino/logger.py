"""The module in which operators of the earlier releases look for a logger."""

from __future__ import annotations

import logging


def get_configured_logger(name: str) -> logging.Logger:
    """A logger whose lines from INFO up reach the log of the task."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.INFO)
    return logger


__all__ = ["get_configured_logger"]
