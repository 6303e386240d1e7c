"""Work of a synchronous client in a thread: it can talk while it runs, and be asked to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

PATIENCE = 10.0  # seconds that work may take to stop

Result = TypeVar("Result")


async def in_thread(work: Callable[[], Result], stop: Callable[[], None]) -> Result:
    """Being cancelled calls `stop` and waits until the work has ended."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.to_thread(stop)
        await asyncio.wait({task}, timeout=PATIENCE)
        if task.done() and not task.cancelled():
            task.exception()  # how stopped work ends is of no interest
        raise


def speaker(write: Callable[[str], Awaitable[None]]) -> Callable[[str], None]:
    """A function for threads; who speaks faster than can be written waits. Call it inside the event loop."""
    loop = asyncio.get_running_loop()

    async def speak(text: str) -> None:
        await write(text)

    def say(text: str) -> None:
        if text:
            asyncio.run_coroutine_threadsafe(speak(text), loop).result(PATIENCE)

    return say
