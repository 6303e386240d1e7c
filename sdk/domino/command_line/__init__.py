"""The command ``domino`` for authors of operators."""

from domino.command_line.entry import main

__all__ = ["main"]
