"""Runs one operator for one task: ``python -m domino.runner`` in the environment of the operator's dependency group."""
