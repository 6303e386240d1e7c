"""Workers with behaviour and without side effects: they answer the gateway's commands over the real bus, so that its whole story can
be told without Git, Airflow and environments."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from shared.messages import Event
from shared.messages.repositories import (
    BuildImage,
    Group,
    ImageBuildFailed,
    ImageBuildStarted,
    ImageBuilt,
    InstallRepository,
    RepositoryFetched,
    RepositoryFetchStarted,
)
from shared.messages.runs import (
    CancelRun,
    ObserveRun,
    RetryRun,
    RunAccepted,
    RunObserved,
    RunRefused,
    RunVanished,
    StartRun,
)
from shared.messages.workflows import (
    CompileWorkflow,
    ConfirmRegistration,
    DagForgotten,
    DagPaused,
    DagPublished,
    DagRegistered,
    DagRemoved,
    ForgetDag,
    PauseDag,
    PublishDag,
    RemoveDag,
    WorkflowCompiled,
)
from shared.messaging import Bus, Received, Worker, on, on_batch
from shared.workflow.operators import OperatorSpec


def image_of(url: str) -> str:
    return f"examples-group0:{sha256(url.encode()).hexdigest()[:32]}"


def operator(image: str, name: str = "Echo") -> OperatorSpec:
    text = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
    secrets = {"type": "object", "properties": {"API_KEY": {"type": "string"}}, "required": ["API_KEY"]}
    return OperatorSpec(
        name=name,
        label=name,
        input_schema=text,
        output_schema=text,
        secrets_schema=secrets,
        group="group0",
        image=image,
    )


@dataclass
class FakeWorkers:
    """What the outside world would hold: Airflow's newest digest of each DAG, and its runs."""

    nats_url: str
    registered: dict[str, str] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)
    heard: Counter[str] = field(default_factory=Counter)
    forgetful: bool = False
    dropped: set[str] = field(default_factory=set)
    failing_builds: set[str] = field(default_factory=set)
    started: list[StartRun] = field(default_factory=list)
    forgotten: set[str] = field(default_factory=set)

    def starts(self, run_id: str) -> list[StartRun]:
        return [command for command in self.started if command.run_id == run_id]

    def worker(self) -> Worker:
        handlers: Sequence[tuple[type[Any], Any]] = (
            (CompileWorkflow, self.compile),
            (InstallRepository, self.install),
            (BuildImage, self.build),
            (ConfirmRegistration, self.confirm),
            (ForgetDag, self.forget),
            (PauseDag, self.pause),
            (StartRun, self.start),
            (CancelRun, self.cancel),
            (RetryRun, self.retry),
            (ObserveRun, self.observe),
        )
        subscriptions = [on(message, self._counting(handle)) for message, handle in handlers]
        batches = on_batch((PublishDag, RemoveDag), self.publish, durable="git_sync__publication")
        return Worker(Bus("fakes", self.nats_url), [*subscriptions, batches])

    def _counting(self, handle: Any) -> Any:
        async def counted(command: Any) -> Iterable[Event]:
            self.heard[type(command).__name__] += 1
            return () if self._drops(command) else handle(command)

        return counted

    def _drops(self, command: Any) -> bool:
        """A forgetful worker takes the first command of each kind and never answers it."""
        kind = type(command).__name__
        if not self.forgetful or kind in self.dropped:
            return False
        self.dropped.add(kind)
        return True

    def compile(self, c: CompileWorkflow) -> Iterable[Event]:
        source = f"# {c.dag_id} {sorted(c.definition['tasks'])} {c.definition['tasks']!r}\n"
        images = tuple(sorted({spec.image for spec in c.operators.values()}))
        digest = sha256(source.encode()).hexdigest()
        yield WorkflowCompiled(
            workflow_id=c.workflow_id, version=c.version, dag_id=c.dag_id, source=source, digest=digest, images=images
        )

    async def publish(self, batch: Sequence[Received[Any]]) -> list[tuple[Received[Any], Event]]:
        answers: list[tuple[Received[Any], Event]] = []
        for received in batch:
            c = received.message
            self.heard[type(c).__name__] += 1
            if self._drops(c):
                continue
            commit = sha256(f"{c.dag_id}{c.version}".encode()).hexdigest()[:40]
            if isinstance(c, RemoveDag):
                self.registered.pop(c.dag_id, None)
                answers.append((received, DagRemoved(workflow_id=c.workflow_id, dag_id=c.dag_id, commit=commit)))
                continue
            self.registered[c.dag_id] = c.digest
            published = DagPublished(
                workflow_id=c.workflow_id, version=c.version, dag_id=c.dag_id, digest=c.digest, commit=commit
            )
            answers.append((received, published))
        return answers

    def confirm(self, c: ConfirmRegistration) -> Iterable[Event]:
        if self.registered.get(c.dag_id) == c.digest:
            yield DagRegistered(
                workflow_id=c.workflow_id,
                version=c.version,
                dag_id=c.dag_id,
                digest=c.digest,
                airflow_version=c.version,
            )

    def forget(self, c: ForgetDag) -> Iterable[Event]:
        self.forgotten.add(c.dag_id)
        yield DagForgotten(workflow_id=c.workflow_id, dag_id=c.dag_id)

    def pause(self, c: PauseDag) -> Iterable[Event]:
        yield DagPaused(workflow_id=c.workflow_id, dag_id=c.dag_id, paused=c.paused)

    def install(self, c: InstallRepository) -> Iterable[Event]:
        yield RepositoryFetchStarted(repository_id=c.repository_id)
        yield RepositoryFetched(
            repository_id=c.repository_id,
            url=c.url,
            ref=c.ref,
            commit=sha256(c.ref.encode()).hexdigest()[:40],
            name="examples",
            label="Examples",
            version=c.ref,
            description="",
            operators=(operator(image_of(c.url)),),
            groups=(Group(name="group0", image=image_of(c.url), operators=("Echo",)),),
            problems=(),
        )

    def build(self, c: BuildImage) -> Iterable[Event]:
        named = {"build_id": c.build_id, "repository_id": c.repository_id, "group": c.group, "image": c.image}
        yield ImageBuildStarted(**named)
        if c.image in self.failing_builds:
            yield ImageBuildFailed(**named, reason="no such package", log="resolving…")
        else:
            yield ImageBuilt(
                **named, engine="environment", size_bytes=1, seconds=0.1, reused=False, log="resolving…\ndone\n"
            )

    def start(self, c: StartRun) -> Iterable[Event]:
        self.started.append(c)
        named = {"run_id": c.run_id, "dag_id": c.dag_id}
        known = self.registered.get(c.dag_id)
        if known != c.digest:
            reason = "superseded" if known else "unknown_dag"
            yield RunRefused(**named, reason=reason, message="Another version is registered.")
            return
        self.runs.setdefault(c.dag_run_id, "running")
        yield RunAccepted(**named, dag_run_id=c.dag_run_id, digest=c.digest)
        yield self.observation(c.dag_id, c.dag_run_id)

    def cancel(self, c: CancelRun) -> Iterable[Event]:
        if self.runs.get(c.dag_run_id) in {"queued", "running"}:
            self.runs[c.dag_run_id] = "failed"
            yield self.observation(c.dag_id, c.dag_run_id)

    def retry(self, c: RetryRun) -> Iterable[Event]:
        self.runs[c.dag_run_id] = "running"
        yield self.observation(c.dag_id, c.dag_run_id)

    def observe(self, c: ObserveRun) -> Iterable[Event]:
        if c.dag_run_id in self.runs:
            yield self.observation(c.dag_id, c.dag_run_id)
        else:
            yield RunVanished(run_id=c.run_id, dag_id=c.dag_id, dag_run_id=c.dag_run_id)

    def observation(self, dag_id: str, dag_run_id: str, state: str | None = None) -> RunObserved:
        now = datetime.now(UTC)
        told = state or self.runs[dag_run_id]
        return RunObserved(
            dag_id=dag_id,
            dag_run_id=dag_run_id,
            state=told,
            run_type="manual",
            logical_date=None,
            queued_at=now,
            started_at=now,
            ended_at=now if told in {"success", "failed"} else None,
            commit=None,
            params={},
            observed_at=now,
        )
