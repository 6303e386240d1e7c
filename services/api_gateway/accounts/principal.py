"""Who is asking: the account behind an access token or an API token, and what it may be used for."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.api_gateway.accounts import tokens
from services.api_gateway.context import Gateway, Work
from services.api_gateway.errors import Forbidden, Unauthenticated
from services.api_gateway.states import Scope
from services.api_gateway.tables import Account, ApiToken, SignIn


@dataclass(frozen=True, slots=True)
class Principal:
    """`expires_at` is None for an API token without an end; `credential` names what was shown, for revocation."""

    account_id: str
    email: str
    name: str
    scopes: frozenset[str]
    credential: str
    expires_at: datetime | None

    def require(self, scope: Scope) -> None:
        if scope not in self.scopes:
            raise Forbidden(f"This API token may not be used for that: it lacks the scope `{scope}`.")


async def identify(session: AsyncSession, signing_key: str, token: str) -> Principal | None:
    """The principal of a credential that is valid now, or None."""
    if token.startswith(tokens.API_TOKEN_PREFIX):
        return await _by_api_token(session, token)
    access = tokens.read(signing_key, token)
    if access is None:
        return None
    query = (
        select(Account)
        .join(SignIn, SignIn.account_id == Account.id)
        .where(SignIn.id == access.sign_in_id, SignIn.revoked_at.is_(None), Account.id == access.account_id)
    )
    account = await session.scalar(query)
    if account is None:
        return None
    return Principal(account.id, account.email, account.name, frozenset(Scope), access.sign_in_id, access.expires_at)


async def _by_api_token(session: AsyncSession, token: str) -> Principal | None:
    query = (
        select(Account, ApiToken)
        .join(ApiToken, ApiToken.account_id == Account.id)
        .where(ApiToken.digest == tokens.digest(token))
    )
    row = (await session.execute(query)).first()
    if row is None:
        return None
    account, api_token = row
    if api_token.expires_at is not None and api_token.expires_at <= datetime.now(UTC):
        return None
    return Principal(
        account.id, account.email, account.name, frozenset(api_token.scopes), api_token.id, api_token.expires_at
    )


_bearer = HTTPBearer(auto_error=False, description="An access token or an API token.")


async def _principal(
    request: Request,
    gateway: Gateway,
    work: Work,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Principal:
    if credentials is None:
        raise Unauthenticated
    principal = await identify(work.session, gateway.settings.signing_key.get_secret_value(), credentials.credentials)
    if principal is None:
        raise Unauthenticated("The credential is not valid, has expired or was revoked. Sign in again.")
    if request.method in {"GET", "HEAD"}:
        principal.require(Scope.READ)
    return principal


async def _writer(principal: Annotated[Principal, Depends(_principal)]) -> Principal:
    principal.require(Scope.WRITE)
    return principal


Reader = Annotated[Principal, Depends(_principal)]
"""Whoever shows a good credential; for a GET it must have the scope `read`."""

Writer = Annotated[Principal, Depends(_writer)]
"""The same with the scope `write`."""
