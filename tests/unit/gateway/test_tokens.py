"""Only tokens that we signed, for this purpose and for now, are taken."""

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from services.api_gateway.accounts import tokens

KEY = "k" * 32
NOW = datetime.now(UTC)
LIFE = timedelta(days=1)  # longer than any run of the tests


def claims(**changes: Any) -> dict[str, Any]:
    good = {
        "iss": "domino",
        "aud": "domino-api",
        "typ": "access",
        "sub": "a1",
        "sid": "s1",
        "nbf": NOW,
        "exp": NOW + LIFE,
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def test_our_own_token_is_read() -> None:
    token = tokens.issue(KEY, "a1", "s1", NOW, LIFE)
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
        {"exp": NOW - timedelta(minutes=2)},
        {"nbf": NOW + timedelta(minutes=2)},
    ],
)
def test_other_claims_are_refused(changes: dict[str, Any]) -> None:
    assert tokens.read(KEY, jwt.encode(claims(**changes), KEY, "HS256")) is None


@pytest.mark.parametrize(
    "token",
    [
        jwt.encode(claims(), "x" * 32, "HS256"),
        jwt.encode(claims(), "k" * 64, "HS512"),
        jwt.encode(claims(), "", "none"),
        jwt.encode(claims(), KEY, "HS256", headers={"crit": ["unknown"]}),
        "",
        "a.b.c",
        "x" * 100_000,
    ],
)
def test_other_signatures_are_refused(token: str) -> None:
    assert tokens.read(KEY, token) is None


def test_a_worker_token_is_not_a_persons() -> None:
    token = jwt.encode(claims(iss="domino-airflow", aud="domino-worker", sub="d/r/t"), KEY, "HS256")
    assert tokens.read(KEY, token) is None
    assert tokens.read_worker(KEY, token) == "d/r/t"
