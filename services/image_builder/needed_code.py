"""Which files of a repository a group of operators needs, so that a change elsewhere does not rebuild it. Pure.

Always needed are the operators' own folders, the code that belongs to no operator, and files directly under operators/.
Folders of other operators are needed when something needed imports them; code that cannot be parsed needs everything.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping


def needed_code(files: Mapping[str, bytes], folders: Mapping[str, str], operators: Iterable[str]) -> dict[str, bytes]:
    """The files under the operators' parent folder that these operators need; `folders` has every operator's folder by name."""
    parents = {folder.rpartition("/")[0] for folder in folders.values()}
    code = {
        path: content
        for path, content in files.items()
        if any(path.startswith(f"{parent}/") for parent in parents) and not path.endswith(".pyc")
    }
    owned = {name: [path for path in code if path.startswith(f"{folder}/")] for name, folder in folders.items()}
    shared = code.keys() - {path for paths in owned.values() for path in paths}
    needed, waiting = set(shared), [*shared, *(path for name in operators for path in owned[name])]
    while waiting:
        path = waiting.pop()
        needed.add(path)
        if not path.endswith(".py"):
            continue
        names = _imported_names(code[path])
        others = owned if names is None else owned.keys() & names
        waiting.extend(other for name in others for other in owned[name] if other not in needed)
    return {path: code[path] for path in sorted(needed)}


def _imported_names(source: bytes) -> set[str] | None:
    """Every part of every module name that is imported, or None when that cannot be told."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return set(_names(tree))


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                for alias in aliases:
                    yield from alias.name.split(".")
            case ast.ImportFrom(module=module, names=aliases):
                yield from (module or "").split(".")
                yield from (alias.name for alias in aliases)
            case ast.Constant(value=str() as text) if text.isidentifier():
                yield text  # importlib.import_module(...) and the like
            case _:
                pass
