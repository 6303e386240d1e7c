"""The schemas of a repository that did not commit them: compiled in each group's environment, isolated, and read as data."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import structlog

from services.image_builder.build_log import BuildLog
from services.image_builder.engine import Engine, Failed
from services.image_builder.isolation import Ended, Isolation
from services.image_builder.recipe import Recipe
from shared.workflow.problems import Problem

DOCUMENT = "environment.json"
ADVICE = "run `domino organize` and commit what it writes"
MAX_REASON = 300

Entries = Mapping[str, Mapping[str, Any]]

log = structlog.get_logger()


class ModelReading(Protocol):
    """Asked only when a repository has no generated metadata at all."""

    async def read(self, recipes: Sequence[Recipe]) -> Entries | tuple[Problem, ...]:
        """Entries of metadata by operator, or why there are none."""


class RefusedReading:
    """For a machine on which models are never read: its owner said so, or it cannot isolate anything."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    async def read(self, recipes: Sequence[Recipe]) -> tuple[Problem, ...]:  # noqa: ARG002 - the port's signature
        return (_problem(f"Its schemas are not committed, and {self._reason}: {ADVICE}."),)


class IsolatedReading:
    """Builds the environments of the groups and compiles the models in each, one repository's at a time."""

    def __init__(self, engine: Engine, environments_root: Path, isolation: Isolation, *, build_timeout: float) -> None:
        self._engine = engine
        self._root = environments_root
        self._isolation = isolation
        self._build_timeout = build_timeout
        self._turn = asyncio.Lock()

    async def read(self, recipes: Sequence[Recipe]) -> Entries | tuple[Problem, ...]:
        entries: dict[str, Mapping[str, Any]] = {}
        problems: list[Problem] = []
        for recipe in recipes:
            compiled = await self._compiled(recipe)
            if isinstance(compiled, str):
                problems.append(
                    _problem(f"The models of {', '.join(recipe.operators)[:100]} could not be read: {compiled}")
                )
                continue
            for name in recipe.operators:
                entry = compiled.get(name)
                if not isinstance(entry, dict) or "error" in entry:
                    told = entry.get("error") if isinstance(entry, dict) else None
                    problems.append(_problem(f"{name}: {_shown(str(told or 'Its models gave no schemas.'))}"))
                else:
                    entries[name] = entry
        return tuple(problems) or entries

    async def _compiled(self, recipe: Recipe) -> dict[str, Any] | str:
        """The answer of one group, or a sentence."""
        try:
            async with asyncio.timeout(self._build_timeout):
                built = await self._engine.find(recipe.image) or await self._engine.build(recipe, BuildLog())
        except TimeoutError:
            return "installing its packages took too long."
        if isinstance(built, Failed):
            return built.reason
        environment = json.loads(await asyncio.to_thread((self._root / recipe.digest / DOCUMENT).read_bytes))
        python, code = Path(environment["python"]), Path(environment["repository_root"])
        installation = (await asyncio.to_thread(python.resolve)).parents[1]
        command = (str(python), "-P", "-m", "domino.compile_models", str(code), *recipe.operators)
        async with self._turn:
            ended = await self._isolation.run(command, (installation, python.parents[1], code))
        if not isinstance(ended, Ended):
            log.info("models.stopped", group=recipe.group, reason=ended.reason)
            return f"importing them {ended.reason} and was stopped."
        try:
            answer = json.loads(ended.output)
        except (ValueError, RecursionError):
            last = ended.errors.decode("utf-8", "replace").strip().rpartition("\n")[2]
            return f"importing them ended with code {ended.code}: {_shown(last) or 'nothing was said'}."
        return answer if isinstance(answer, dict) else "their process answered something else."


def _shown(text: str) -> str:
    """Words of someone else's process, made harmless to show."""
    plain = "".join(character if character.isprintable() else " " for character in text).strip()
    return plain if len(plain) <= MAX_REASON else plain[: MAX_REASON - 1] + "…"


def _problem(message: str) -> Problem:
    return Problem(path="", code="repository.models", message=message)
