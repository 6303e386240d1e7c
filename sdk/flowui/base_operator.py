"""``from flowui.base_operator import BaseOperator``: the base class of operators that define ``operator_function``."""

from domino.base_piece import BasePiece as BaseOperator

__all__ = ["BaseOperator"]
