"""Leaves out tests that cannot run where the tests run now."""

from __future__ import annotations

import functools
import os
import unittest
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

ENVIRONMENT_VARIABLE = "DOMINO_TEST_ENVIRONMENT"
# GitHub's workers set this; the earlier releases call that environment "github".
HOSTED_VARIABLE = "GITHUB_ACTIONS"


def skip_envs(*environments: str) -> Callable[[Callable[Arguments, Result]], Callable[Arguments, Result]]:
    """Skip a test in the named environments, for instance ``@skip_envs("github")``."""

    def decorate(test: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        @functools.wraps(test)
        def run_or_skip(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
            here = current_environment()
            if here in environments:
                raise unittest.SkipTest(f"This test is left out in the environment {here}.")
            return test(*args, **kwargs)

        return run_or_skip

    return decorate


def current_environment() -> str:
    """The name in DOMINO_TEST_ENVIRONMENT, "github" on its workers, or "local"."""
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    if named:
        return named
    return "github" if os.environ.get(HOSTED_VARIABLE) else "local"
