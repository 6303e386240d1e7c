"""Keeps modules that pydantic imports but seldom uses from costing every task their import.

Measured with pydantic 2.14 on Python 3.11: ``importlib.metadata`` (for plugins) and ``secrets`` (for SecretStr comparison) are a
fifth of the start of a runner.
"""

from __future__ import annotations

import importlib
import os
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType


def postpone_unused_imports() -> None:
    """Call before pydantic is imported. The modules still work for operators that use them."""
    # Looking for plugins reads the metadata of every installed distribution.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _postpone("secrets")
    _postpone("importlib.metadata", functions=("entry_points", "version"))


def _postpone(name: str, functions: tuple[str, ...] = ()) -> None:
    """Stand in for a module until something asks for one of its names; ``functions`` may be imported by name before that."""
    if name in sys.modules:
        return
    placeholder = ModuleType(name)
    # Only a spec lets the import system take this for a finished module.
    placeholder.__spec__ = ModuleSpec(name, None)

    def real() -> ModuleType:
        if sys.modules.get(name) is placeholder:
            del sys.modules[name]
        return importlib.import_module(name)

    def later(function: str) -> object:
        def call(*args: object, **kwargs: object) -> object:
            return getattr(real(), function)(*args, **kwargs)

        return call

    def __getattr__(attribute: str) -> object:  # noqa: N807 - the hook of PEP 562
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return getattr(real(), attribute)

    placeholder.__dict__["__getattr__"] = __getattr__
    for function in functions:
        placeholder.__dict__[function] = later(function)
    sys.modules[name] = placeholder
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, placeholder)
