"""Tells from the text of operator.py and models.py whether a folder keeps the contract, without importing anything."""

from __future__ import annotations

import ast


def problems_of_code(name: str, code: str) -> str | None:
    """Why this text of operator.py does not define the operator ``name``; None when it does."""
    names = _names(code)
    if isinstance(names, str):
        return names
    if name in names or "*" in names:
        return None
    similar = next((found for found in names if found.lower() == name.lower()), None)
    if similar is not None:
        return f"It defines {similar}, but its folder is {name}: both have to have the same name."
    return f"It does not define a class {name}, the name of its folder."


def problems_of_models(code: str) -> str | None:
    """Why this text of models.py does not define the models; None when it does."""
    names = _names(code)
    if isinstance(names, str):
        return names
    missing = [name for name in ("InputModel", "OutputModel") if name not in names]
    if "*" in names or not missing:
        return None
    return f"It does not define {' and '.join(missing)}."


def _names(code: str) -> set[str] | str:
    """The names a module binds at its top level, or why it cannot be read."""
    try:
        module = ast.parse(code)
    except SyntaxError as error:
        return f"It is not Python: {error.msg} at line {error.lineno}."
    except (ValueError, RecursionError, MemoryError):
        return "It is not Python that can be read."
    names: set[str] = set()
    for statement in _statements(module.body):
        match statement:
            case ast.ClassDef(name=name):
                names.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                names |= {alias.asname or alias.name for alias in aliases}
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
    return names


def _statements(body: list[ast.stmt]) -> list[ast.stmt]:
    """Top-level statements, also those under ``if`` and ``try``."""
    found: list[ast.stmt] = []
    for statement in body:
        found.append(statement)
        if isinstance(statement, ast.If):
            found += _statements(statement.body + statement.orelse)
        elif isinstance(statement, ast.Try):
            handlers = [inner for handler in statement.handlers for inner in handler.body]
            found += _statements(statement.body + handlers + statement.orelse)
    return found
