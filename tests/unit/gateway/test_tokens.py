"""Only tokens that we signed, for this purpose and for now, are taken."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from services.api_gateway.accounts import tokens

KEY = "k" * 32
LIFE = timedelta(minutes=5)


def claims(**changes: Any) -> dict[str, Any]:
    """Good claims but for the changes, where None leaves one out. Spans are counted from now, which is when this is called and
    not when the tests were collected."""
    now = datetime.now(UTC)
    good: dict[str, Any] = {
        "iss": "domino",
        "aud": "domino-api",
        "typ": "access",
        "sub": "a1",
        "sid": "s1",
        "nbf": timedelta(),
        "exp": LIFE,
    }
    return {
        name: now + value if isinstance(value, timedelta) else value
        for name, value in (good | changes).items()
        if value is not None
    }


def test_our_own_token_is_read() -> None:
    token = tokens.issue(KEY, "a1", "s1", datetime.now(UTC), LIFE)
    access = tokens.read(KEY, token)
    assert access is not None
    assert (access.account_id, access.sign_in_id) == ("a1", "s1")


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "other"},
        {"aud": "domino-worker"},
        {"aud": ["domino-api", "other"]},
        {"typ": "refresh"},
        {"typ": None},
        {"sub": None},
        {"sid": None},
        {"sid": 5},
        {"exp": None},
        {"exp": -timedelta(minutes=2)},
        {"nbf": timedelta(minutes=2)},
    ],
)
def test_other_claims_are_refused(changes: dict[str, Any]) -> None:
    assert tokens.read(KEY, jwt.encode(claims(**changes), KEY, "HS256")) is None


@pytest.mark.parametrize(
    ("key", "algorithm", "headers"),
    [
        ("x" * 32, "HS256", {}),
        ("k" * 64, "HS512", {}),
        ("", "none", {}),
        (KEY, "HS256", {"crit": ["unknown"]}),
    ],
)
def test_other_signatures_are_refused(key: str, algorithm: str, headers: dict[str, Any]) -> None:
    assert tokens.read(KEY, jwt.encode(claims(), key, algorithm, headers=headers)) is None


@pytest.mark.parametrize("token", ["", "a.b.c", "x" * 100_000])
def test_what_is_no_token_is_refused(token: str) -> None:
    assert tokens.read(KEY, token) is None


def test_a_worker_token_is_not_a_persons() -> None:
    token = jwt.encode(claims(iss="domino-airflow", aud="domino-worker", sub="d/r/t"), KEY, "HS256")
    assert tokens.read(KEY, token) is None
    assert tokens.read_worker(KEY, token) == "d/r/t"
