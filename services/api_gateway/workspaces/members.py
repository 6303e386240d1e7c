"""Members and invitations: who may be in a workspace, and as what."""

from typing import Annotated

from fastapi import APIRouter
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.api_gateway.accounts.principal import Reader, Writer
from services.api_gateway.context import Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import Conflict, Forbidden, NotFound
from services.api_gateway.ids import new_id
from services.api_gateway.states import Role
from services.api_gateway.tables import Account, Invitation, Member, Workspace
from services.api_gateway.web.paging import Page, Paged
from services.api_gateway.workspaces.access import Access, workspace_access
from services.api_gateway.workspaces.queries import owners
from services.api_gateway.workspaces.schemas import InvitationView, MemberView, NewInvitation, RoleChange

router = APIRouter(tags=["members"])


@router.get("/workspaces/{workspace_id}/members")
async def list_members(
    access: Annotated[Access, workspace_access(Role.VIEWER)], work: Work, paging: Paged
) -> Page[MemberView]:
    query = (
        select(Member, Account)
        .join(Account, Account.id == Member.account_id)
        .where(Member.workspace_id == access.workspace.id)
    )
    rows = (await work.session.execute(paging.newest_first(query, Member.joined_at, Member.account_id))).all()
    return paging.page(rows, lambda row: _member(*row), lambda row: (row[0].joined_at, row[0].account_id))


@router.patch("/workspaces/{workspace_id}/members/{user_id}")
async def change_role(
    user_id: str, body: RoleChange, access: Annotated[Access, workspace_access(Role.ADMIN)], work: Work
) -> MemberView:
    member = await _find(work, access, user_id)
    if Role.OWNER in {body.role, Role(member.role)} and access.role is not Role.OWNER:
        raise Forbidden("Only an owner may make or unmake an owner.")
    await _keep_an_owner(work, access, member, body.role)
    member.role = body.role
    account = await work.session.get_one(Account, user_id)
    return _member(member, account)


@router.delete("/workspaces/{workspace_id}/members/{user_id}", status_code=204)
async def remove_member(user_id: str, access: Annotated[Access, workspace_access(Role.VIEWER)], work: Work) -> None:
    """Remove somebody, or leave by removing oneself."""
    leaving = user_id == access.principal.account_id
    if not leaving and not access.role.at_least(Role.ADMIN):
        raise Forbidden("This takes the role `admin` in the workspace.")
    member = await _find(work, access, user_id)
    if member.role == Role.OWNER and access.role is not Role.OWNER:
        raise Forbidden("Only an owner may remove an owner.")
    await _keep_an_owner(work, access, member, None)
    await work.session.delete(member)


@router.post("/workspaces/{workspace_id}/invitations", status_code=201)
async def invite(
    body: NewInvitation, access: Annotated[Access, workspace_access(Role.ADMIN)], work: Work
) -> InvitationView:
    row = {
        "id": new_id(),
        "workspace_id": access.workspace.id,
        "email": body.email,
        "role": str(body.role),
        "invited_by": access.principal.account_id,
        "created_at": work.now,
    }
    statement = insert(Invitation).values(row)
    # Inviting again changes the role of the invitation that is open.
    renewed = statement.on_conflict_do_update(
        index_elements=["workspace_id", "email"], set_={"role": statement.excluded.role}
    ).returning(Invitation)
    invitation = (await work.session.scalars(renewed)).one()
    return _invitation(invitation, access.workspace)


@router.get("/invitations")
async def list_invitations(principal: Reader, work: Work, paging: Paged) -> Page[InvitationView]:
    """The invitations to oneself."""
    query = (
        select(Invitation, Workspace)
        .join(Workspace, Workspace.id == Invitation.workspace_id)
        .where(Invitation.email == principal.email, Workspace.deleted_at.is_(None))
    )
    rows = (await work.session.execute(paging.newest_first(query, Invitation.created_at, Invitation.id))).all()
    return paging.page(rows, lambda row: _invitation(*row), lambda row: (row[0].created_at, row[0].id))


@router.post("/invitations/{invitation_id}/accept", status_code=204)
async def accept_invitation(invitation_id: str, principal: Writer, work: Work) -> None:
    invitation = await _own_invitation(work, invitation_id, principal.email)
    row = {
        "workspace_id": invitation.workspace_id,
        "account_id": principal.account_id,
        "role": invitation.role,
        "joined_at": work.now,
    }
    await work.session.execute(insert(Member).values(row).on_conflict_do_nothing())
    await work.session.delete(invitation)


@router.post("/invitations/{invitation_id}/decline", status_code=204)
async def decline_invitation(invitation_id: str, principal: Writer, work: Work) -> None:
    await work.session.delete(await _own_invitation(work, invitation_id, principal.email))


async def _own_invitation(work: Transaction, invitation_id: str, email: str) -> Invitation:
    invitation = await work.session.get(Invitation, invitation_id)
    if invitation is None or invitation.email != email:
        raise NotFound("invitation")
    return invitation


async def _find(work: Transaction, access: Access, user_id: str) -> Member:
    member = await work.session.get(Member, (access.workspace.id, user_id))
    if member is None:
        raise NotFound("member")
    return member


async def _keep_an_owner(work: Transaction, access: Access, member: Member, role: Role | None) -> None:
    await work.session.get_one(Workspace, access.workspace.id, with_for_update=True)  # two last owners at once
    if member.role == Role.OWNER and role is not Role.OWNER and await owners(work.session, access.workspace.id) == 1:
        raise Conflict("A workspace needs an owner. Make somebody else the owner first.")


def _member(member: Member, account: Account) -> MemberView:
    return MemberView(
        user_id=account.id, email=account.email, name=account.name, role=Role(member.role), joined_at=member.joined_at
    )


def _invitation(invitation: Invitation, workspace: Workspace) -> InvitationView:
    return InvitationView(
        id=invitation.id,
        workspace_id=workspace.id,
        workspace=workspace.name,
        email=invitation.email,
        role=Role(invitation.role),
        created_at=invitation.created_at,
    )
