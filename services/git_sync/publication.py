"""Brings requests onto the main branch: look, plan, commit, push, and again on the new tip when somebody was faster."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from services.git_sync import commits, metrics
from services.git_sync.errors import CloneDamaged, RemoteTrouble
from services.git_sync.managed_files import Change, Published, changes_between, source_path
from services.git_sync.plan import Plan, Request, plan
from services.git_sync.remote_pause import RemotePause
from services.git_sync.restoration import restoration
from services.git_sync.sentinel import DAG_ID as SENTINEL
from services.git_sync.sentinel import SOURCE as SENTINEL_SOURCE
from services.git_sync.workflows_repository import WorkflowsRepository
from shared.runtime.failpoints import failpoint

ATTEMPTS = 12

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of each request; `holders` names the commit of every DAG that is as asked."""

    commit: str | None
    plan: Plan
    holders: Mapping[str, str]


@dataclass(slots=True)
class Publication:
    """Blocking; used by one thread at a time. Keeps only what it could find out again from the remote."""

    repository: WorkflowsRepository
    now: Callable[[], datetime]
    pause: RemotePause = field(default_factory=RemotePause)
    _tip: str | None = None
    _is_known: bool = False
    _seen: dict[str, int] = field(default_factory=dict)
    _holders: dict[str, tuple[int, str]] = field(default_factory=dict)

    def publish(self, requests: Sequence[Request]) -> Outcome:
        """Apply all requests in at most one commit. Raises RemoteTrouble, whose message may be shown."""
        self.pause.check()
        started = time.perf_counter()
        try:
            outcome = self._publish_on_sound_clone(requests)
        except RemoteTrouble as trouble:
            self.pause.failed(str(trouble))
            self._is_known = False
            raise
        self.pause.succeeded()
        if requests:
            metrics.PUBLICATION.observe(time.perf_counter() - started)
        return outcome

    def mend(self) -> None:
        """See to it that the branch holds the sentinel and what we published, whatever others did. Raises RemoteTrouble."""
        self._is_known = False
        self.publish(())
        self.repository.tidy()

    def _publish_on_sound_clone(self, requests: Sequence[Request]) -> Outcome:
        try:
            return self._publish(requests)
        except CloneDamaged as damage:
            log.warning("clone.damaged", error=str(damage))
            self.repository.reopen()
            self._is_known = False
            return self._publish(requests)

    def _publish(self, requests: Sequence[Request]) -> Outcome:
        if not self._is_known:
            self._tip = self.repository.observe()
            self._is_known = True
        for _ in range(ATTEMPTS):
            tip = self._tip
            restored = self._restoration(tip)
            found = self.repository.read(tip, {*(r.dag_id for r in requests), *restored, SENTINEL})
            planned = plan(requests, {**found, **restored}, self._seen)
            changes = _changes(found, {**restored, **planned.wanted})
            if not changes:
                # Our knowledge of the tip may be old; an answer has to be true of the remote.
                if (current := self.repository.observe()) == tip:
                    return self._done(None, tip, planned, found)
                self._tip = current
                continue
            draft = (
                commits.publication(planned.applied, changes, list(restored))
                if planned.applied
                else commits.upkeep(changes, list(restored), self.now())
            )
            commit = self.repository.commit(draft, tip)
            failpoint("git_sync.committed")
            if self._push(commit, tip):
                return self._done(commit, commit, planned, {**found, **restored, **planned.wanted})
        raise RemoteTrouble("Others kept changing the main branch of the workflows repository; it is tried again.")

    def _push(self, commit: str, tip: str | None) -> bool:
        """Whether the remote took it; when not, `_tip` is what the branch has become. Raises RemoteTrouble on a refusal."""
        failpoint("git_sync.before_push")
        reason = self.repository.push(commit, expected=tip)
        if reason is None:
            failpoint("git_sync.pushed")
            metrics.COMMITS.inc()
            return True
        self._tip = self.repository.observe()
        if self._tip == commit:
            return True  # the connection broke after the remote had taken it
        if self._tip == tip:
            metrics.REFUSALS.labels("refused").inc()
            raise RemoteTrouble(reason)
        metrics.REFUSALS.labels("conflict").inc()
        log.info("push.conflict", expected=tip, found=self._tip)
        return False

    def _restoration(self, tip: str | None) -> dict[str, Published]:
        agreed = self.repository.agreed()
        if agreed is None or agreed == tip:
            return {}
        if tip is None or not self.repository.is_ancestor(agreed, tip):
            log.warning("main.rewritten", agreed=agreed, found=tip)
        restored = restoration(*self.repository.changed_since(agreed, tip))
        if restored:
            log.warning("main.changed_by_others", found=tip, restoring=len(restored), dag_ids=sorted(restored)[:20])
        return restored

    def _done(self, commit: str | None, tip: str | None, planned: Plan, state: Mapping[str, Published]) -> Outcome:
        self._tip = tip
        if self.repository.agreed() != tip:
            self.repository.agree(tip)
        for request in (*planned.applied, *planned.unchanged):
            self._seen[request.dag_id] = request.version
        if commit is not None:
            self._holders.update({r.dag_id: (hash(state[r.dag_id]), commit) for r in planned.applied})
            log.info("bundle.published", commit=commit, workflows=len(planned.applied))
        for name, group in (("applied", planned.applied), ("unchanged", planned.unchanged)):
            metrics.WORKFLOWS.labels(name).inc(len(group))
        metrics.WORKFLOWS.labels("superseded").inc(len(planned.superseded))
        holders = {r.dag_id: commit for r in planned.applied if commit}
        holders |= {r.dag_id: self._holder(tip, r.dag_id, state) for r in planned.unchanged if tip}
        return Outcome(commit, planned, holders)

    def _holder(self, tip: str, dag_id: str, state: Mapping[str, Published]) -> str:
        content, commit = self._holders.get(dag_id, (None, ""))
        if content != hash(state[dag_id]):
            commit = self.repository.holder(tip, dag_id)
            self._holders[dag_id] = (hash(state[dag_id]), commit)
        return commit


def _changes(found: Mapping[str, Published], wanted: Mapping[str, Published]) -> tuple[Change, ...]:
    changes = [change for dag_id in sorted(wanted) for change in changes_between(dag_id, found[dag_id], wanted[dag_id])]
    if found[SENTINEL].source != SENTINEL_SOURCE:
        changes.append(Change(source_path(SENTINEL), SENTINEL_SOURCE))
    return tuple(changes)
