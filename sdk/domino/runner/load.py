"""Finds an operator's class and models in a repository and imports them as modules of a private package.

The package's path is the folder of all operators, so relative imports reach sibling folders, while a file named ``operator.py``
can never be mistaken for the module of the standard library.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pydantic import BaseModel

PRIVATE_PACKAGE = "_domino_operators"

# The native layout first; the names of earlier releases after it.
OPERATOR_FOLDERS = ("operators", "pieces")
OPERATOR_MODULES = ("operator", "piece")
MODELS_MODULES = ("models", "model")


class LoadedModels(NamedTuple):
    """The models of one operator; ``secrets`` is None when it declares none."""

    inputs: type[BaseModel]
    outputs: type[BaseModel]
    secrets: type[BaseModel] | None


class LoadedOperator(NamedTuple):
    """The class of one operator and its models."""

    operator_class: type[Any]
    models: LoadedModels


class NoSuchOperatorError(LookupError):
    """The repository has no such operator."""


class NotAnOperatorError(TypeError):
    """The folder is there, but its code does not keep the contract."""


def load_operator(repository_root: Path, name: str) -> LoadedOperator:
    """Import an operator and its models; whatever the author's code raises passes through."""
    models = load_models(repository_root, name)
    module = _import_first(repository_root, name, OPERATOR_MODULES)
    operator_class = getattr(module, name, None)
    if not isinstance(operator_class, type):
        raise NotAnOperatorError(f"{_place(module)} does not define a class {name}.")
    if not callable(_method(operator_class)):
        raise NotAnOperatorError(f"The class {name} does not define a method piece_function.")
    return LoadedOperator(operator_class, models)


def load_models(repository_root: Path, name: str) -> LoadedModels:
    """Import only the models of an operator, which need pydantic and seldom anything else."""
    module = _import_first(repository_root, name, MODELS_MODULES)
    return LoadedModels(
        inputs=_model(module, "InputModel"),
        outputs=_model(module, "OutputModel"),
        secrets=_model(module, "SecretsModel") if hasattr(module, "SecretsModel") else None,
    )


def _method(operator_class: type[Any]) -> object:
    return getattr(operator_class, "piece_function", None) or getattr(operator_class, "operator_function", None)


def _model(module: ModuleType, name: str) -> type[BaseModel]:
    model = getattr(module, name, None)
    if model is None:
        raise NotAnOperatorError(f"{_place(module)} does not define {name}.")
    if not (isinstance(model, type) and hasattr(model, "model_validate")):
        raise NotAnOperatorError(f"{name} in {_place(module)} is not a pydantic model.")
    return model


def _place(module: ModuleType) -> str:
    return "/".join(Path(str(module.__file__)).parts[-2:])


def _import_first(repository_root: Path, name: str, stems: tuple[str, ...]) -> ModuleType:
    # An identifier cannot leave the folder: no dots, no separators.
    if not name.isidentifier():
        raise NoSuchOperatorError(f"{name!r} is not a name an operator can have.")
    for folder in (repository_root / parent for parent in OPERATOR_FOLDERS):
        for stem in stems:
            if (folder / name / f"{stem}.py").is_file():
                return importlib.import_module(f"{_private_package(folder)}.{name}.{stem}")
    raise NoSuchOperatorError(f"The repository has no {name}/{stems[0]}.py in its folder of operators.")


def _private_package(folder: Path) -> str:
    """The package of this folder, made when it is new; a second repository in one process gets a package of its own."""
    path, number = [str(folder)], 1
    while True:
        package = PRIVATE_PACKAGE if number == 1 else f"{PRIVATE_PACKAGE}_{number}"
        known = sys.modules.get(package)
        if known is None:
            break
        if known.__path__ == path:
            return package
        number += 1
    module = ModuleType(package, "Operators of one repository.")
    module.__path__ = path
    sys.modules[package] = module
    # Absolute imports of siblings work too; at the end of the path they shadow nothing.
    sys.path.extend(entry for entry in (str(folder), str(folder.parent)) if entry not in sys.path)
    return package
