"""Where the credential of a private repository comes from: the gateway, over HTTP, at the moment it is needed.

It never travels in a message, which NATS keeps on disk, and is never kept here.
"""

import time
from dataclasses import dataclass, field
from typing import Protocol

import httpx
import jwt

from shared.runtime.errors import Transient

PATH = "/api/v1/worker/repository-credential"
TIMEOUT = 10.0  # seconds
LIFETIME = 60  # seconds; long enough for clocks that differ a little
DEFAULT_USER = "x-access-token"  # hosts that take a token as a password do not mind the user


@dataclass(frozen=True, slots=True)
class Credential:
    """A token, `user:token`, or a private ssh key."""

    text: str = field(repr=False)

    @property
    def user(self) -> str:
        user, colon, _ = self.text.partition(":")
        return user if colon else DEFAULT_USER

    @property
    def secret(self) -> str:
        user, colon, token = self.text.partition(":")
        return token if colon else user


class Credentials(Protocol):
    async def get(self, repository_id: str, url: str) -> Credential | None:
        """What was stored for this repository and this very address. Raises Transient when that cannot be found out now."""


class GatewayCredentials:
    def __init__(self, gateway_url: str, builder_key: str) -> None:
        self._url = gateway_url.rstrip("/") + PATH
        self._key = builder_key

    async def get(self, repository_id: str, url: str) -> Credential | None:
        claims = {
            "iss": "domino-image-builder",
            "aud": "domino-builder",
            "sub": repository_id,
            "exp": int(time.time()) + LIFETIME,
        }
        headers = {"Authorization": f"Bearer {jwt.encode(claims, self._key, 'HS256')}"}
        body = {"repository_id": repository_id, "url": url}
        try:
            # Never through a proxy: the gateway is a part of the platform.
            async with httpx.AsyncClient(timeout=TIMEOUT, trust_env=False) as client:
                answer = await client.post(self._url, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise Transient(f"The gateway did not answer: {type(error).__name__}") from error
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        if answer.status_code != httpx.codes.OK:
            raise Transient(f"The gateway gave no credential: it answered with status {answer.status_code}.")
        return Credential(answer.json()["credential"])
