"""Workspaces and their members in the database."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.api_gateway.ids import new_id
from services.api_gateway.secrets.envelope import new_wrapped_key
from services.api_gateway.states import Role
from services.api_gateway.tables import Member, Workspace


async def create_workspace(
    session: AsyncSession, platform_key: bytes, name: str, owner_id: str, now: datetime
) -> Workspace:
    """A new workspace with its own data key, owned by one account."""
    workspace_id = new_id()
    workspace = Workspace(
        id=workspace_id, name=name, wrapped_key=new_wrapped_key(platform_key, workspace_id), created_at=now
    )
    session.add(workspace)
    await session.flush()
    session.add(Member(workspace_id=workspace_id, account_id=owner_id, role=Role.OWNER, joined_at=now))
    return workspace


async def membership(session: AsyncSession, workspace_id: str, account_id: str) -> tuple[Workspace, Role] | None:
    """The workspace and the role there, or None for outsiders and for what does not exist."""
    query = (
        select(Workspace, Member.role)
        .join(Member, Member.workspace_id == Workspace.id)
        .where(Workspace.id == workspace_id, Member.account_id == account_id, Workspace.deleted_at.is_(None))
    )
    row = (await session.execute(query)).first()
    return None if row is None else (row[0], Role(row[1]))


async def owners(session: AsyncSession, workspace_id: str) -> int:
    query = select(func.count()).where(Member.workspace_id == workspace_id, Member.role == Role.OWNER)
    return await session.scalar(query) or 0
