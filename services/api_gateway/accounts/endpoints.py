"""Registering, signing in and API tokens."""

from datetime import timedelta

from fastapi import APIRouter, Request
from sqlalchemy import select

from services.api_gateway.accounts import queries, tokens
from services.api_gateway.accounts.principal import Reader, Writer
from services.api_gateway.accounts.schemas import (
    AccountView,
    Credentials,
    NewToken,
    Registered,
    Registration,
    SignedIn,
    TicketUse,
    TicketView,
    TokenShownOnce,
    TokenView,
)
from services.api_gateway.context import Context, Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from services.api_gateway.ids import new_id
from services.api_gateway.tables import ApiToken, Ticket
from services.api_gateway.web.paging import Page, Paged
from services.api_gateway.workspaces.queries import create_workspace
from shared.workflow.problems import Problem

TICKET_LIFETIME = timedelta(minutes=10)

router = APIRouter(tags=["accounts"])


@router.post("/auth/register", status_code=201)
async def register(body: Registration, request: Request, gateway: Gateway, work: Work) -> Registered:
    """Make an account and its first workspace."""
    gateway.limits.registrations.check(_client(request))
    password_hash = await gateway.passwords.hash(body.password)
    name = body.name or body.email.split("@")[0]
    account_id = await queries.create_account(work.session, body.email, name, password_hash, work.now)
    if account_id is None:
        raise Conflict("There is an account with this address already. Sign in instead.")
    await create_workspace(
        work.session, gateway.settings.key_encryption_key, f"{name}’s workspace", account_id, work.now
    )
    return Registered(id=account_id, email=body.email)


@router.post("/auth/login")
async def login(body: Credentials, request: Request, gateway: Gateway, work: Work) -> SignedIn:
    """Exchange address and password for an access token."""
    # Hashing costs a core: whoever tries too often is refused before it.
    gateway.limits.logins.check((_client(request), body.email))
    async with (
        gateway.database.reading() as session
    ):  # given back before the hash, so that a storm cannot use up the pool
        account = await queries.account_by_email(session, body.email)
    if not await gateway.passwords.matches(body.password, account.password_hash if account else None):
        raise Unauthenticated("Address or password is wrong.")
    assert account is not None
    return _signed_in(gateway, work, account.id)


@router.post("/auth/logout", status_code=204)
async def logout(principal: Reader, work: Work) -> None:
    """End this sign-in; its access token is refused from now on."""
    await queries.revoke_sign_in(work.session, principal.credential, work.now)


@router.post("/auth/tickets", status_code=201)
async def create_ticket(principal: Writer, work: Work) -> TicketView:
    """A single-use ticket that signs the same account in somewhere else."""
    ticket = tokens.new_secret()
    expires_at = work.now + TICKET_LIFETIME
    work.session.add(Ticket(digest=tokens.digest(ticket), account_id=principal.account_id, expires_at=expires_at))
    return TicketView(ticket=ticket, expires_at=expires_at)


@router.post("/auth/ticket")
async def use_ticket(body: TicketUse, request: Request, gateway: Gateway, work: Work) -> SignedIn:
    """Sign in with a ticket; it works once."""
    gateway.limits.logins.check((_client(request), "ticket"))
    account_id = await queries.use_ticket(work.session, body.ticket, work.now)
    if account_id is None:
        raise Unauthenticated("This sign-in link was used already or has expired.")
    return _signed_in(gateway, work, account_id)


@router.get("/me")
async def get_me(principal: Reader) -> AccountView:
    return AccountView(id=principal.account_id, email=principal.email, name=principal.name)


@router.post("/tokens", status_code=201)
async def create_token(body: NewToken, principal: Writer, work: Work) -> TokenShownOnce:
    """Make an API token; this answer is the only time it is shown."""
    if not principal.scopes.issuperset(body.scopes):
        raise Forbidden("An API token cannot make one that may do more than itself.")
    if body.expires_at is not None and (body.expires_at.tzinfo is None or body.expires_at <= work.now):
        message = "Name a moment in the future, with its zone."
        raise Invalid(message, [Problem(path="/expires_at", code="past", message=message)])
    token = tokens.new_secret(tokens.API_TOKEN_PREFIX)
    row = ApiToken(
        id=new_id(),
        account_id=principal.account_id,
        name=body.name,
        digest=tokens.digest(token),
        scopes=[str(scope) for scope in body.scopes],
        created_at=work.now,
        expires_at=body.expires_at,
    )
    work.session.add(row)
    return TokenShownOnce(**_token_view(row).model_dump(), token=token)


@router.get("/tokens")
async def list_tokens(principal: Reader, work: Work, paging: Paged) -> Page[TokenView]:
    query = select(ApiToken).where(ApiToken.account_id == principal.account_id)
    rows = (await work.session.scalars(paging.newest_first(query, ApiToken.created_at, ApiToken.id))).all()
    return paging.page(rows, _token_view, lambda row: (row.created_at, row.id))


@router.delete("/tokens/{token_id}", status_code=204)
async def delete_token(token_id: str, principal: Writer, work: Work) -> None:
    if not await queries.delete_token(work.session, principal.account_id, token_id):
        raise NotFound("token")


def _signed_in(gateway: Context, work: Transaction, account_id: str) -> SignedIn:
    lifetime = gateway.settings.access_token_lifetime
    sign_in_id = queries.sign_in(work.session, account_id, work.now, lifetime)
    key = gateway.settings.signing_key.get_secret_value()
    token = tokens.issue(key, account_id, sign_in_id, work.now, lifetime)
    return SignedIn(access_token=token, expires_in=int(lifetime.total_seconds()))


def _token_view(row: ApiToken) -> TokenView:
    return TokenView(id=row.id, name=row.name, scopes=row.scopes, created_at=row.created_at, expires_at=row.expires_at)


def _client(request: Request) -> str:
    return request.client.host if request.client else "unknown"
