"""The log of one build: passed on while it grows, kept with its middle cut out when it becomes too long."""

import re
from collections.abc import Awaitable, Callable

KEPT_HEAD = 48 * 1024  # characters
KEPT_TAIL = 144 * 1024
LIVE_LIMIT = 2 * 1024 * 1024

_USERINFO = re.compile(r"\b([a-z][a-z0-9+.-]{0,20}://)[^/\s@]{1,200}@", re.IGNORECASE)

Listener = Callable[[int, str], Awaitable[None]]


class BuildLog:
    """`offset` counts characters from the beginning of the log."""

    def __init__(self) -> None:
        self._head = ""
        self._tail = ""
        self._length = 0
        self._listeners: list[Listener] = []

    async def listen(self, listener: Listener) -> None:
        """Hear what is there already, then everything that comes."""
        self._listeners.append(listener)
        if self._length:
            await listener(0, self.text)

    async def write(self, text: str) -> None:
        if not text:
            return
        shown = _USERINFO.sub(r"\1", text)
        offset = self._length
        self._keep(shown)
        if offset > LIVE_LIMIT:
            return  # whoever reads along has had enough; the end is in the kept log
        for listener in self._listeners:
            await listener(offset, shown)

    async def line(self, text: str) -> None:
        await self.write(f"{text}\n")

    @property
    def text(self) -> str:
        dropped = self._length - len(self._head) - len(self._tail)
        gap = f"\n… {dropped} characters left out …\n" if dropped else ""
        return f"{self._head}{gap}{self._tail}"

    def _keep(self, text: str) -> None:
        self._length += len(text)
        room = KEPT_HEAD - len(self._head)
        self._head += text[:room]
        self._tail = (self._tail + text[room:])[-KEPT_TAIL:]
