"""Secrets at rest: AES-256-GCM under a key of the workspace, which itself is wrapped by the platform's key.

What a value belongs to is authenticated with it, so a row copied to another name, repository or workspace does not open.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes, as GCM wants
KEY = 32  # bytes: AES-256
WRAPPED_FOR = b"domino workspace key "


def new_wrapped_key(platform_key: bytes, workspace_id: str) -> bytes:
    """A fresh data key of a workspace, readable only with the platform's key."""
    return _seal(platform_key, os.urandom(KEY), WRAPPED_FOR + workspace_id.encode())


def unwrap(platform_key: bytes, wrapped: bytes, workspace_id: str) -> bytes:
    """The data key; raise ValueError when it was wrapped by another platform key or for another workspace."""
    return _open(platform_key, wrapped, WRAPPED_FOR + workspace_id.encode())


def seal(key: bytes, value: str, workspace_id: str, repository_id: str, name: str, version: int) -> bytes:
    return _seal(key, value.encode(), _belongs_to(workspace_id, repository_id, name, version))


def unseal(key: bytes, sealed: bytes, workspace_id: str, repository_id: str, name: str, version: int) -> str:
    """The value; raise ValueError when the row is not what was sealed."""
    return _open(key, sealed, _belongs_to(workspace_id, repository_id, name, version)).decode()


def _belongs_to(workspace_id: str, repository_id: str, name: str, version: int) -> bytes:
    return "|".join((workspace_id, repository_id, name, str(version))).encode()


def _seal(key: bytes, value: bytes, belongs_to: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, value, belongs_to)


def _open(key: bytes, sealed: bytes, belongs_to: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], belongs_to)
    except InvalidTag as error:
        raise ValueError("The secret does not belong here, or was sealed with another key.") from error
