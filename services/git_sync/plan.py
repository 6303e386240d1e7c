"""What a batch of requests means for the main branch. Pure: the same requests on the same state give the same plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.git_sync.managed_files import Published, Record, checked_dag_id
from services.git_sync.sentinel import DAG_ID as SENTINEL
from shared.messages.workflows import PublishDag, RemoveDag
from shared.runtime.errors import Rejected

Request = PublishDag | RemoveDag


@dataclass(frozen=True, slots=True)
class Plan:
    """`wanted` holds the new state of each DAG that changes, `applied` the one request that caused it. Every request is in
    exactly one of `applied`, `unchanged` and `superseded`, except repetitions, which share the fate of the first."""

    wanted: Mapping[str, Published]
    applied: tuple[Request, ...]
    unchanged: tuple[Request, ...]
    superseded: tuple[Request, ...]


def plan(requests: Sequence[Request], state: Mapping[str, Published], seen: Mapping[str, int]) -> Plan:
    """Decide each DAG by its newest request. `seen` knows versions that were answered without a change of the record."""
    wanted: dict[str, Published] = {}
    applied: list[Request] = []
    unchanged: list[Request] = []
    superseded: list[Request] = []
    for dag_id, newest in _newest_of_each(requests).items():
        before = state.get(dag_id, Published())
        if _is_superseded(newest, before.record, seen.get(dag_id, 0)):
            superseded.append(newest)
            continue
        after = _after(newest, before)
        if after == before:
            unchanged.append(newest)
        else:
            wanted[dag_id] = after
            applied.append(newest)
    decided = {*map(_key, applied), *map(_key, unchanged), *map(_key, superseded)}
    superseded.extend(request for request in requests if _key(request) not in decided)
    return Plan(wanted, tuple(applied), tuple(unchanged), tuple(superseded))


def is_same(one: Request, other: Request) -> bool:
    """Whether two requests ask for the same, as a message delivered twice does."""
    return _key(one) == _key(other)


def _key(request: Request) -> tuple[str, int, bool]:
    return request.dag_id, request.version, isinstance(request, RemoveDag)


def _newest_of_each(requests: Sequence[Request]) -> dict[str, Request]:
    newest: dict[str, Request] = {}
    for request in requests:
        dag_id = checked_dag_id(request.dag_id)
        if dag_id == SENTINEL:
            raise Rejected(f"{SENTINEL} is the platform's own DAG.")
        current = newest.get(dag_id)
        if current is None or _key(request) >= _key(current):  # the later of two equal ones: compiled again
            newest[dag_id] = request
    return newest


def _is_superseded(request: Request, record: Record | None, seen: int) -> bool:
    if request.version < seen:
        return True
    if record is None:
        return False
    if record.removed and isinstance(request, PublishDag):
        return request.version <= record.version
    return request.version < record.version


def _after(request: Request, before: Published) -> Published:
    if isinstance(request, RemoveDag):
        if before.record is not None and before.record.removed and before.source is None:
            return before
        return Published(Record(request.workflow_id, request.version, None, removed=True))
    source = request.source.encode()
    if source == before.source and before.record is not None and not before.record.removed:
        return before  # the record changes only together with the source
    return Published(Record(request.workflow_id, request.version, request.digest, removed=False), source)
