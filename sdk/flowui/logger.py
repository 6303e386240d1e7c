"""``from flowui.logger import get_configured_logger``."""

from domino.logger import get_configured_logger

__all__ = ["get_configured_logger"]
