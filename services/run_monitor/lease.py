"""Who polls, when several replicas run: the one that holds the lease."""

from typing import Protocol


class Lease(Protocol):
    async def is_ours(self) -> bool:
        """Take, keep or look for the lease; cheap enough to be asked before every tick."""
        ...


class OnlyReplica:
    """The lease of an installation with one run_monitor."""

    async def is_ours(self) -> bool:
        return True
