"""Workspaces, members and invitations as clients see them."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel

from services.api_gateway.accounts.schemas import Email
from services.api_gateway.states import Role
from services.api_gateway.web.documents import Body, Name


def not_owner(role: Role) -> Role:
    if role is Role.OWNER:
        raise ValueError("an invitation cannot make an owner; change the role once they are a member")
    return role


class WorkspaceName(Body):
    name: Name


class WorkspaceView(BaseModel):
    id: str
    name: str
    role: Role
    created_at: datetime


class MemberView(BaseModel):
    user_id: str
    email: str
    name: str
    role: Role
    joined_at: datetime


class RoleChange(Body):
    role: Role


class NewInvitation(Body):
    email: Email
    role: Annotated[Role, AfterValidator(not_owner)]


class InvitationView(BaseModel):
    id: str
    workspace_id: str
    workspace: str
    email: str
    role: Role
    created_at: datetime
