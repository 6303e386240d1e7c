"""Runs one operator for one task: ``python -m domino.runner`` in the environment of the operator's dependency group.

Its values are named tuples: a frozen dataclass takes a millisecond to define, and every task waits for the runner to start.
"""
