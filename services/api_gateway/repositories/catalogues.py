"""Which operators a definition's repository keys stand for; catalogues never change, so parsed ones stay in memory."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.api_gateway.tables import Catalogue, Pin, Repository
from shared.workflow.operators import OperatorSpec

KEPT = 64


@dataclass(frozen=True, slots=True)
class Pinned:
    """What one repository key stands for: a catalogue at one commit."""

    repository_id: str
    catalogue_id: str
    url: str
    ref: str
    commit: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """`operators` is keyed as tasks name them; `missing` are the keys for which nothing is installed."""

    pins: dict[str, Pinned] = field(default_factory=dict)
    operators: dict[str, OperatorSpec] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


class Catalogues:
    def __init__(self) -> None:
        self._parsed: OrderedDict[str, Mapping[str, OperatorSpec]] = OrderedDict()

    async def operators(self, session: AsyncSession, catalogue_id: str) -> Mapping[str, OperatorSpec]:
        """The operators of a catalogue by name."""
        if catalogue_id in self._parsed:
            self._parsed.move_to_end(catalogue_id)
            return self._parsed[catalogue_id]
        documents = await session.scalar(select(Catalogue.operators).where(Catalogue.id == catalogue_id))
        specs = [OperatorSpec.model_validate(document) for document in documents or ()]
        self._parsed[catalogue_id] = {spec.name: spec for spec in specs}
        if len(self._parsed) > KEPT:
            self._parsed.popitem(last=False)
        return self._parsed[catalogue_id]

    async def resolve(
        self,
        session: AsyncSession,
        workspace_id: str,
        definition: Mapping[str, Any],
        earlier: Mapping[str, Pinned] | None = None,
    ) -> Resolved:
        """Pin each repository of a definition. A pin of the `earlier` version stays as long as url and ref are the same:
        only a changed ref or a named commit moves a workflow to newer operators."""
        declared = _declared(definition)
        if not declared:
            return Resolved()
        installed = await _installed(session, workspace_id, {entry["url"] for entry in declared.values()})
        pins: dict[str, Pinned] = {}
        operators: dict[str, OperatorSpec] = {}
        for key, entry in declared.items():
            pin = _choose(entry, installed, (earlier or {}).get(key))
            if pin is None:
                continue
            pins[key] = pin
            for name, spec in (await self.operators(session, pin.catalogue_id)).items():
                operators[f"{key}/{name}"] = spec
        return Resolved(pins, operators, tuple(key for key in declared if key not in pins))

    async def of_version(self, session: AsyncSession, workflow_id: str, version: int) -> dict[str, OperatorSpec]:
        """The operators that a saved version was pinned to."""
        pins = await pins_of(session, workflow_id, version)
        return {
            f"{key}/{name}": spec
            for key, pin in pins.items()
            for name, spec in (await self.operators(session, pin.catalogue_id)).items()
        }


async def pins_of(session: AsyncSession, workflow_id: str, version: int) -> dict[str, Pinned]:
    query = (
        select(Pin.key, Pin.repository_id, Pin.catalogue_id, Repository.url, Catalogue.ref, Catalogue.commit)
        .join(Repository, Repository.id == Pin.repository_id)
        .join(Catalogue, Catalogue.id == Pin.catalogue_id)
        .where(Pin.workflow_id == workflow_id, Pin.version == version)
    )
    return {key: Pinned(*pinned) for key, *pinned in (await session.execute(query))}


def used(definition: Mapping[str, Any], operators: Mapping[str, OperatorSpec]) -> dict[str, OperatorSpec]:
    """Only the operators that the definition's tasks name; a command need not carry the others."""
    names = {task.get("operator") for task in definition["tasks"].values()}
    return {name: operators[name] for name in sorted(name for name in names if name in operators)}


def _declared(definition: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The repositories of a document that may be malformed; what is, validation reports."""
    repositories = definition.get("repositories")
    if not isinstance(repositories, dict):
        return {}
    return {
        key: entry
        for key, entry in repositories.items()
        if isinstance(entry, dict) and isinstance(entry.get("url"), str) and isinstance(entry.get("ref"), str)
    }


async def _installed(session: AsyncSession, workspace_id: str, urls: set[str]) -> list[Pinned]:
    query = (
        select(Repository.id, Catalogue.id, Repository.url, Catalogue.ref, Catalogue.commit)
        .join(Catalogue, Catalogue.repository_id == Repository.id)
        .where(
            Repository.workspace_id == workspace_id,
            Repository.removed_at.is_(None),
            Repository.url.in_({url for url in urls if "\0" not in url}),
        )
        .order_by(Catalogue.fetched_at.desc())
    )
    return [Pinned(*row) for row in (await session.execute(query))]


def _choose(entry: Mapping[str, Any], installed: list[Pinned], earlier: Pinned | None) -> Pinned | None:
    commit = entry.get("commit")
    if commit is None and earlier is not None and (earlier.url, earlier.ref) == (entry["url"], entry["ref"]):
        return earlier
    for pin in installed:
        if (pin.url, pin.ref) == (entry["url"], entry["ref"]) and commit in {None, pin.commit}:
            return pin
    return None
