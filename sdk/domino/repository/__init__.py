"""Reads an operator repository without running its code: ``read_repository(DirectoryTree(path))``."""

from domino.repository.reading import read_repository
from domino.repository.schemas import SchemaError, normalised
from domino.repository.tree import DirectoryTree, MemoryTree, Tree
from domino.repository.values import (
    Configuration,
    Dependency,
    Group,
    Operator,
    Problem,
    Repository,
    ResourceAmount,
    Resources,
    Schemas,
    Severity,
)

__all__ = [
    "Configuration",
    "Dependency",
    "DirectoryTree",
    "Group",
    "MemoryTree",
    "Operator",
    "Problem",
    "Repository",
    "ResourceAmount",
    "Resources",
    "SchemaError",
    "Schemas",
    "Severity",
    "Tree",
    "normalised",
    "read_repository",
]
