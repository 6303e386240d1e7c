"""What the gateway needs to know about its surroundings, read once in `__main__`."""

import base64
import binascii
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from pydantic import Field, SecretStr, field_validator

from shared.runtime.settings import ServiceSettings

SHORTEST_KEY = 32  # bytes; HS256 keys below the hash's own length weaken it


class GatewaySettings(ServiceSettings):
    """`public_url` is the address people type: the only origin that may open a live socket from a browser."""

    database_url: SecretStr
    http_host: str
    http_port: int
    public_url: str
    storage_root: Path
    page_root: Path | None = None
    signing_key: SecretStr
    secrets_key: SecretStr
    worker_key: SecretStr
    allow_local_repositories: bool = False
    access_token_minutes: int = Field(default=12 * 60, ge=1)
    saves_per_minute: int = Field(default=6000, ge=1)
    runs_per_minute: int = Field(default=3000, ge=1)
    installs_per_minute: int = Field(default=120, ge=1)
    logins_per_minute: int = Field(default=20, ge=1)
    registrations_per_minute: int = Field(default=120, ge=1)

    @field_validator("signing_key", "worker_key")
    @classmethod
    def long_enough(cls, key: SecretStr) -> SecretStr:
        if len(key.get_secret_value().encode()) < SHORTEST_KEY:
            raise ValueError(f"must have at least {SHORTEST_KEY} bytes")
        return key

    @field_validator("secrets_key")
    @classmethod
    def encodes_an_aes_key(cls, key: SecretStr) -> SecretStr:
        try:
            raw = base64.b64decode(key.get_secret_value(), validate=True)
        except binascii.Error as error:
            raise ValueError("must be base64") from error
        if len(raw) != SHORTEST_KEY:
            raise ValueError(f"must encode exactly {SHORTEST_KEY} bytes")
        return key

    @cached_property
    def key_encryption_key(self) -> bytes:
        return base64.b64decode(self.secrets_key.get_secret_value())

    @property
    def access_token_lifetime(self) -> timedelta:
        return timedelta(minutes=self.access_token_minutes)
