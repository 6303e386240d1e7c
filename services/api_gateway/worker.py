"""The bus worker inside the web server: it must not take the server's signals, so it only says when it has died."""

from shared.messaging import Worker


class GatewayWorker(Worker):
    async def until_failed(self) -> None:
        """Wait for ever; raise when a background task has ended."""
        assert self._failed is not None
        await self._failed
