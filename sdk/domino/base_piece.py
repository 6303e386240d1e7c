"""The name under which operators of the earlier releases import the base class."""

from domino.operator import BaseOperator as BasePiece

__all__ = ["BasePiece"]
