"""Credentials that travel: signed access tokens, opaque API tokens and single-use tickets (only digests are kept)."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import jwt

ISSUER = "domino"
AUDIENCE = "domino-api"
TYPE = "access"
ALGORITHM = "HS256"
LEEWAY = timedelta(seconds=30)
API_TOKEN_PREFIX = "dom_"  # noqa: S105 - tells our tokens from signed ones, and lets scanners find leaked ones
LONGEST_TOKEN = 2000

WORKER_ISSUER = "domino-airflow"
WORKER_AUDIENCE = "domino-worker"


@dataclass(frozen=True, slots=True)
class AccessToken:
    account_id: str
    sign_in_id: str
    expires_at: datetime


def issue(key: str, account_id: str, sign_in_id: str, now: datetime, lifetime: timedelta) -> str:
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "typ": TYPE,
        "sub": account_id,
        "sid": sign_in_id,
        "iat": now,
        "nbf": now,
        "exp": now + lifetime,
    }
    return jwt.encode(claims, key, ALGORITHM)


def read(key: str, token: str) -> AccessToken | None:
    """The claims of an access token of ours, or None; signature, algorithm, issuer, audience, type and times are checked."""
    claims = _claims(key, token, AUDIENCE, ISSUER, ("exp", "nbf", "sub", "sid", "typ"))
    if claims is None or claims["typ"] != TYPE or not isinstance(claims["sid"], str):
        return None
    return AccessToken(claims["sub"], claims["sid"], datetime.fromtimestamp(claims["exp"], tz=UTC))


def read_worker(key: str, token: str) -> str | None:
    """The subject (`dag/run/task`) of a credential that an Airflow task signed for itself, or None."""
    claims = _claims(key, token, WORKER_AUDIENCE, WORKER_ISSUER, ("exp", "sub"))
    return None if claims is None else str(claims["sub"])


def _claims(key: str, token: str, audience: str, issuer: str, required: tuple[str, ...]) -> dict[str, Any] | None:
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=audience,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": [*required, "aud", "iss"], "strict_aud": True},
        )
    except jwt.InvalidTokenError:
        return None
    return claims


def new_secret(prefix: str = "") -> str:
    return prefix + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of an opaque credential; it has 256 random bits, so a plain hash is enough."""
    return sha256(secret.encode()).hexdigest()
