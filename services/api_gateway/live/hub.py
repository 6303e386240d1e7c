"""Who listens to what on this replica: topics, and bounded queues that no slow reader can make others wait for.

A frame is serialised once for each of its topics and then only handed over. A reader that falls behind loses its queue and
is told to fetch afresh (`resync`), which is cheaper than any amount of memory.
"""

import asyncio
import json
from collections import OrderedDict, deque
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from shared.messages.frames import FrameReady

LONGEST_QUEUE = 1000  # frames
MOST_TOPICS = 500  # of one socket
BUILD_LOGS_KEPT = 50
RESYNC = "resync"  # the event of a frame that only says: fetch afresh


class Listener:
    """One socket's side of the hub: what waits to be sent to it."""

    def __init__(self) -> None:
        self.topics: set[str] = set()
        self._waiting: deque[str] = deque()
        self._news = asyncio.Event()

    def put(self, text: str) -> None:
        """Queue a frame; when the queue is full, drop it all and say so for every topic."""
        if len(self._waiting) >= LONGEST_QUEUE:
            self.resync(self.topics)
            return
        self._waiting.append(text)
        self._news.set()

    def resync(self, topics: Iterable[str]) -> None:
        self._waiting.clear()
        self._waiting.extend(json.dumps({"type": "resync", "topic": topic}) for topic in sorted(topics))
        self._news.set()

    async def take(self) -> list[str]:
        """Everything that waits; blocks until there is something."""
        await self._news.wait()
        self._news.clear()
        texts = list(self._waiting)
        self._waiting.clear()
        return texts


class Hub:
    def __init__(self) -> None:
        self._listeners: dict[str, set[Listener]] = {}
        self._all: set[Listener] = set()
        self._build_logs: OrderedDict[str, str] = OrderedDict()

    @property
    def sockets(self) -> int:
        return len(self._all)

    def join(self) -> Listener:
        listener = Listener()
        self._all.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        for topic in tuple(listener.topics):
            self.unsubscribe(listener, topic)
        self._all.discard(listener)

    def subscribe(self, listener: Listener, topic: str) -> None:
        listener.topics.add(topic)
        self._listeners.setdefault(topic, set()).add(listener)

    def unsubscribe(self, listener: Listener, topic: str) -> None:
        listener.topics.discard(topic)
        listening = self._listeners.get(topic)
        if listening is not None:
            listening.discard(listener)
            if not listening:
                del self._listeners[topic]

    def topics(self, prefix: str | tuple[str, ...]) -> list[str]:
        """The topics that start like this and have somebody listening."""
        return [topic for topic in self._listeners if topic.startswith(prefix)]

    async def on_frame(self, frame: FrameReady) -> None:
        if frame.event == RESYNC:
            self._resync(frame.topics)
        else:
            self.send(frame.topics, frame.event, frame.at, frame.data)

    def send(self, topics: Iterable[str], event: str, at: datetime, data: dict[str, Any]) -> None:
        body: str | None = None
        for topic in topics:
            listening = self._listeners.get(topic)
            if not listening:
                continue
            if body is None:
                body = json.dumps({"event": event, "at": at.isoformat(), "data": data}, separators=(",", ":"))[1:]
            text = f'{{"type":"event","topic":{json.dumps(topic)},{body}'
            for listener in listening:
                listener.put(text)

    def resync_all(self) -> None:
        """Tell everybody to fetch afresh: frames may have been missed."""
        for listener in self._all:
            listener.resync(listener.topics)

    def _resync(self, topics: Iterable[str]) -> None:
        for topic in topics:
            for listener in self._listeners.get(topic, ()):
                listener.put(json.dumps({"type": "resync", "topic": topic}))

    def keep_build_log(self, build_id: str, offset: int, text: str) -> None:
        """Remember the log of a build that runs, for whoever asks before it ends."""
        known = self._build_logs.pop(build_id, "")
        self._build_logs[build_id] = known[:offset] + text
        while len(self._build_logs) > BUILD_LOGS_KEPT:
            self._build_logs.popitem(last=False)

    def build_log_so_far(self, build_id: str) -> str:
        return self._build_logs.get(build_id, "")

    def forget_build_log(self, build_id: str) -> None:
        self._build_logs.pop(build_id, None)
