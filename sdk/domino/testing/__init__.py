"""Dry runs for plain pytest: the operator runs in the test's process, on the same path as in a real task."""

from domino.testing.dry_run import DryRunError, operator_dry_run, piece_dry_run

__all__ = ["DryRunError", "operator_dry_run", "piece_dry_run"]
