"""Passwords: argon2id, always in a thread, because one hash takes a core for tens of milliseconds."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2  # a login storm may use this many threads, never all of them


class Passwords:
    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._free = asyncio.Semaphore(AT_ONCE)
        # Checked when the account does not exist, so that the time of the answer does not tell.
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        async with self._free:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password: str, stored: str | None) -> bool:
        if stored is None:
            self._nobody = self._nobody or await self.hash("nobody")
        async with self._free:
            return await asyncio.to_thread(self._verify, password, stored or self._nobody or "") and stored is not None

    def _verify(self, password: str, stored: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False
