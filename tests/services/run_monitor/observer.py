"""Sends commands to run_monitor and keeps every event it answers with."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self, TypeVar

from nats.aio.msg import Msg

from shared.messages import ALL, Event, Message
from shared.messages.runs import RunObserved, TasksObserved
from shared.messaging import Bus, Outgoing

E = TypeVar("E", bound=Event)
BY_SUBJECT = {message.subject: message for message in ALL}
OVER = ("success", "failed")


class Observer:
    def __init__(self, nats_url: str) -> None:
        self._bus = Bus("test", nats_url)
        self._changed = asyncio.Condition()
        self.events: list[Message] = []

    async def __aenter__(self) -> Self:
        await self._bus.__aenter__()
        await self._bus.client.subscribe("evt.>", cb=self._keep)
        await self._bus.client.flush()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._bus.__aexit__(kind, error, trace)

    async def send(self, message: Message) -> None:
        if message.stored:
            await self._bus.publish(Outgoing(message))
        else:
            await self._bus.announce(message)

    async def event(self, kind: type[E], wanted: Callable[[E], bool] = lambda _: True, timeout: float = 60) -> E:  # noqa: ASYNC109
        """The first event of this kind, now or later."""
        async with asyncio.timeout(timeout), self._changed:
            while True:
                for event in self.events:
                    if isinstance(event, kind) and wanted(event):
                        return event
                await self._changed.wait()

    async def end_of(self, dag_run_id: str) -> RunObserved:
        return await self.event(RunObserved, lambda e: e.dag_run_id == dag_run_id and e.state in OVER, 90)

    def states_of(self, dag_run_id: str, task_id: str) -> list[str | None]:
        """Every state of a task that was told, in order."""
        told = [e for e in self.events if isinstance(e, TasksObserved) and e.dag_run_id == dag_run_id]
        return [task.state for event in told for task in event.tasks if task.task_id == task_id]

    def states_of_run(self, dag_run_id: str) -> list[str]:
        return [e.state for e in self.events if isinstance(e, RunObserved) and e.dag_run_id == dag_run_id]

    async def _keep(self, message: Msg) -> None:
        kind = BY_SUBJECT.get(message.subject)
        if kind is None:
            return
        async with self._changed:
            self.events.append(kind.model_validate_json(message.data))
            self._changed.notify_all()
