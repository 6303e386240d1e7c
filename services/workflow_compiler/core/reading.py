"""Reads a DAG file back into a program, by an allow-list of syntax: the last gate before source leaves the compiler.

Whatever is not one of the few shapes below is refused, whoever wrote it.
"""

import ast
from typing import Any, Final

from services.workflow_compiler.core.names import is_free
from services.workflow_compiler.core.program import FILE_DOCSTRING, IMPORTS, Call, Output, Program

CONSTANTS: Final = (str, int, float, bool, type(None))


class ForbiddenSyntaxError(Exception):
    """The source holds something that no generated DAG file needs."""


def read(source: str) -> Program:
    """The program that `source` is; raises ForbiddenSyntaxError for any other Python file."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ForbiddenSyntaxError("the source is not Python") from error
    match statements:
        case [ast.Expr(ast.Constant(str(text))), *imports, ast.With([ast.withitem(dag, None)], body)] if (
            text == FILE_DOCSTRING
        ):
            return _Reader(_imported(imports)).program(dag, body)
        case _:
            raise ForbiddenSyntaxError("the file is not a docstring, imports and one DAG")


def _imported(statements: list[ast.stmt]) -> frozenset[str]:
    """The functions that the imports make known; the same import twice is refused."""
    found: list[str] = []
    for statement in statements:
        match statement:
            case ast.Import([ast.alias("pendulum", None)]):
                found.append("pendulum.datetime")
            case ast.ImportFrom(str(module), names, 0) if module:
                found += [one.name for one in names if one.asname is None and IMPORTS.get(one.name) == module]
                if any(one.asname is not None or IMPORTS.get(one.name) != module for one in names):
                    raise ForbiddenSyntaxError(f"line {statement.lineno} imports something else")
            case _:
                raise ForbiddenSyntaxError(f"line {statement.lineno} is not an import")
    if len(found) != len(set(found)):
        raise ForbiddenSyntaxError("something is imported twice")
    return frozenset(found)


class _Reader:
    def __init__(self, imported: frozenset[str]) -> None:
        self._imported = imported
        self._variables: set[str] = set()

    def program(self, dag: ast.expr, body: list[ast.stmt]) -> Program:
        tasks: dict[str, Call] = {}
        edges: list[tuple[str, str]] = []
        header = self._call(dag, "DAG")
        for statement in body:
            match statement:
                case ast.Assign([ast.Name(variable)], value) if not edges:
                    if variable in self._variables or not is_free(variable):
                        raise self._refusal(statement)
                    tasks[variable] = self._call(value, "OperatorTask")
                    self._variables.add(variable)
                case ast.Expr(ast.BinOp(ast.Name(before), ast.RShift(), ast.Name(after))):
                    if not {before, after} <= self._variables:
                        raise self._refusal(statement)
                    edges.append((before, after))
                case ast.Pass() if len(body) == 1:
                    pass
                case _:
                    raise self._refusal(statement)
        return Program(header, tasks, tuple(edges))

    def _call(self, node: ast.expr, function: str) -> Call:
        call = self._value(node)
        if not isinstance(call, Call) or call.function != function or call.arguments:
            raise self._refusal(node)
        return call

    def _value(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value, kind=None) if isinstance(value, CONSTANTS):
                return value
            case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as value)) if not isinstance(value, bool):
                return -value
            case ast.List(items):
                return [self._value(one) for one in items]
            case ast.Tuple(items):
                return tuple(self._value(one) for one in items)
            case ast.Dict(keys, values):
                return self._dict(node, keys, values)
            case ast.Subscript(ast.Attribute(ast.Name(variable), "output"), ast.Constant(str(name))):
                if variable not in self._variables:
                    raise self._refusal(node)
                return Output(variable, name)
            case ast.Call(ast.Name(function), arguments, keywords):
                return self._called(node, function, arguments, keywords)
            case ast.Call(ast.Attribute(ast.Name("pendulum"), "datetime"), arguments, keywords):
                return self._called(node, "pendulum.datetime", arguments, keywords)
            case _:
                raise self._refusal(node)

    def _dict(self, node: ast.expr, keys: list[ast.expr | None], values: list[ast.expr]) -> dict[str, Any]:
        names = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
        if len(set(names)) != len(keys):
            raise self._refusal(node)
        return dict(zip(names, map(self._value, values), strict=True))

    def _called(self, node: ast.expr, function: str, arguments: list[ast.expr], keywords: list[ast.keyword]) -> Call:
        names = [one.arg for one in keywords if one.arg is not None]
        if function not in self._imported or len(set(names)) != len(keywords):
            raise self._refusal(node)
        values = [self._value(one.value) for one in keywords]
        return Call(function, tuple(map(self._value, arguments)), dict(zip(names, values, strict=True)))

    def _refusal(self, node: ast.expr | ast.stmt) -> ForbiddenSyntaxError:
        return ForbiddenSyntaxError(f"line {node.lineno} holds something that no DAG file needs")
