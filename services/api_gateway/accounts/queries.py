"""Accounts, sign-ins and tokens in the database."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.api_gateway.accounts import tokens
from services.api_gateway.ids import new_id
from services.api_gateway.tables import Account, ApiToken, SignIn, Ticket


async def create_account(session: AsyncSession, email: str, name: str, password_hash: str, now: datetime) -> str | None:
    """The id of the new account, or None when the address is taken."""
    row = {"id": new_id(), "email": email, "name": name, "password_hash": password_hash, "created_at": now}
    statement = insert(Account).values(row).on_conflict_do_nothing(index_elements=["email"]).returning(Account.id)
    return await session.scalar(statement)


async def account_by_email(session: AsyncSession, email: str) -> Account | None:
    return await session.scalar(select(Account).where(Account.email == email))


def sign_in(session: AsyncSession, account_id: str, now: datetime, lifetime: timedelta) -> str:
    """Record a sign-in and return its id."""
    row = SignIn(id=new_id(), account_id=account_id, expires_at=now + lifetime, revoked_at=None)
    session.add(row)
    return row.id


async def revoke_sign_in(session: AsyncSession, sign_in_id: str, now: datetime) -> None:
    row = await session.get(SignIn, sign_in_id)
    if row is not None:
        row.revoked_at = now


async def use_ticket(session: AsyncSession, ticket: str, now: datetime) -> str | None:
    """The account of a ticket that is still good; it is used up by this."""
    statement = (
        delete(Ticket).where(Ticket.digest == tokens.digest(ticket)).returning(Ticket.account_id, Ticket.expires_at)
    )
    row = (await session.execute(statement)).first()
    return row.account_id if row is not None and row.expires_at > now else None


async def delete_token(session: AsyncSession, account_id: str, token_id: str) -> bool:
    statement = (
        delete(ApiToken).where(ApiToken.id == token_id, ApiToken.account_id == account_id).returning(ApiToken.id)
    )
    return await session.scalar(statement) is not None
