"""What authors of operators import: ``from domino import BaseOperator``."""

from domino.operator import BaseOperator

__all__ = ["BaseOperator"]
