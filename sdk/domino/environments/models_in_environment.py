"""Compiles models that need packages of their dependency group, in the environment of that group."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from domino.environments.group_environment import make_environment, requirements_of
from domino.environments.uv import outside_environment
from domino.json_value import JsonObject
from domino.refusal import FAILED, RefusalError
from domino.repository import Group


@dataclass(frozen=True, slots=True)
class ModelsInEnvironment:
    """For one repository."""

    root: Path

    def __call__(self, group: Group, operators: Sequence[str], /) -> Mapping[str, JsonObject]:
        """Schemas or an error by operator; raise RefusalError when there is no environment to ask."""
        python, _ = make_environment(requirements_of(self.root, group))
        command = [str(python), "-I", "-m", "domino.compile_models", str(self.root), *operators]
        done = subprocess.run(command, stdout=subprocess.PIPE, env=outside_environment(), check=False)
        if done.returncode != 0:
            raise RefusalError(
                f"The environment of {group.name} ended without an answer; what it said is above.", FAILED
            )
        answers: dict[str, JsonObject] = json.loads(done.stdout)
        return answers
