"""Accounts and tokens as clients see them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, EmailStr, Field, StringConstraints

from services.api_gateway.states import Scope
from services.api_gateway.web.documents import Body, Name, storable

Password = Annotated[str, StringConstraints(min_length=8, max_length=200), AfterValidator(storable)]
Email = Annotated[EmailStr, StringConstraints(max_length=254), AfterValidator(str.lower)]


class Registration(Body):
    email: Email
    password: Password
    name: Name | None = None


class Credentials(Body):
    email: Annotated[str, StringConstraints(max_length=254, to_lower=True), AfterValidator(storable)]
    password: Annotated[str, StringConstraints(max_length=200), AfterValidator(storable)]


class Registered(BaseModel):
    id: str
    email: str


class AccountView(BaseModel):
    id: str
    email: str
    name: str


class SignedIn(BaseModel):
    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the kind of token, not one
    expires_in: int


class TicketView(BaseModel):
    ticket: str
    expires_at: datetime


class TicketUse(Body):
    ticket: Annotated[str, StringConstraints(max_length=200)]


class NewToken(Body):
    name: Name
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=10)] = Field(default_factory=lambda: list(Scope))
    expires_at: datetime | None = None


class TokenView(BaseModel):
    id: str
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None


class TokenShownOnce(TokenView):
    token: str
