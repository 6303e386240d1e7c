"""Translates batches of requests into publications, and their outcomes into answers."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence

import structlog

from services.git_sync.errors import RemoteTrouble
from services.git_sync.plan import Request, is_same
from services.git_sync.publication import Outcome, Publication
from shared.messages.message import Event
from shared.messages.workflows import DagPublicationDelayed, DagPublished, DagRemoved, PublishDag
from shared.messaging.envelope import Received
from shared.runtime.errors import DominoError
from shared.runtime.failpoints import failpoint

log = structlog.get_logger()

Answer = tuple[Received[Request], Event]


class Handlers:
    """`announce` tells of a delay at once; the requests themselves are tried again by the messaging layer."""

    def __init__(self, publication: Publication, announce: Callable[[Event], Awaitable[None]]) -> None:
        self._publication = publication
        self._announce = announce
        self._turn = asyncio.Lock()
        self._told: set[tuple[str, int]] = set()

    async def publish(self, batch: Sequence[Received[Request]]) -> list[Answer]:
        requests = [received.message for received in batch]
        async with self._turn:
            try:
                outcome = await asyncio.to_thread(self._publication.publish, requests)
            except RemoteTrouble as trouble:
                await self._tell_delay(requests, str(trouble))
                raise
        self._told.clear()
        answers = list(_answers(batch, outcome))
        failpoint("git_sync.answered")
        return answers

    async def watch(self, every: float) -> None:
        """Keep sentinel and published files in place for as long as the service runs."""
        while True:
            async with self._turn:
                try:
                    await asyncio.to_thread(self._publication.mend)
                except DominoError as trouble:
                    log.warning("main.unwatched", reason=str(trouble))
            await asyncio.sleep(every)

    async def check_remote(self) -> None:
        """Not ready while the remote does not take what we have."""
        if reason := self._publication.pause.reason:
            raise ConnectionError(reason)

    async def _tell_delay(self, requests: Sequence[Request], reason: str) -> None:
        for request in requests:
            told = (request.workflow_id, request.version)
            if not isinstance(request, PublishDag) or told in self._told:
                continue
            self._told.add(told)
            log.warning("publication.delayed", workflow_id=request.workflow_id, version=request.version, reason=reason)
            await self._announce(
                DagPublicationDelayed(
                    workflow_id=request.workflow_id, version=request.version, dag_id=request.dag_id, reason=reason
                )
            )


def _answers(batch: Sequence[Received[Request]], outcome: Outcome) -> Iterator[Answer]:
    """Everything that is on the branch as asked is answered; a superseded version only when a newer one is there to name."""
    settled_by_dag = {request.dag_id: request for request in (*outcome.plan.applied, *outcome.plan.unchanged)}
    for received in batch:
        request = received.message
        settled = settled_by_dag.get(request.dag_id)
        if settled is not None and is_same(settled, request):
            yield received, _settled(settled, outcome.holders[request.dag_id])
        elif settled is None and isinstance(request, PublishDag):
            yield received, _superseded(request)
        else:
            log.info("request.superseded", workflow_id=request.workflow_id, version=request.version)


def _settled(request: Request, commit: str) -> Event:
    if isinstance(request, PublishDag):
        return DagPublished(
            workflow_id=request.workflow_id,
            version=request.version,
            dag_id=request.dag_id,
            digest=request.digest,
            commit=commit,
        )
    return DagRemoved(workflow_id=request.workflow_id, dag_id=request.dag_id, commit=commit)


def _superseded(request: PublishDag) -> Event:
    log.info("request.superseded", workflow_id=request.workflow_id, version=request.version)
    return DagPublicationDelayed(
        workflow_id=request.workflow_id,
        version=request.version,
        dag_id=request.dag_id,
        reason=f"The main branch holds a newer state of this workflow; version {request.version} is not put over it.",
    )
