"""The credential of a private repository: written here, given to image_builder alone, for the address it was stored for."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel
from sqlalchemy import delete

from services.api_gateway.accounts import tokens
from services.api_gateway.context import Context, Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import NotFound, Unauthenticated
from services.api_gateway.repositories.schemas import NewCredential
from services.api_gateway.secrets.envelope import seal, unseal, unwrap
from services.api_gateway.states import Role
from services.api_gateway.tables import Credential, Repository, Workspace
from services.api_gateway.web.documents import Body
from services.api_gateway.workspaces.access import RepositoryAccess, repository_access

router = APIRouter(prefix="/workspaces/{workspace_id}/repositories/{repository_id}/credential", tags=["repositories"])
worker_router = APIRouter(prefix="/worker", tags=["worker"])

_bearer = HTTPBearer(
    auto_error=False, scheme_name="Builder", description="Signed by image_builder with the builder key."
)


class RepositoryIdentity(Body):
    repository_id: str
    url: str


class RepositoryCredential(BaseModel):
    credential: str


@router.put("", status_code=204)
async def set_credential(
    body: NewCredential,
    access: Annotated[RepositoryAccess, repository_access(Role.ADMIN)],
    gateway: Gateway,
    work: Work,
) -> None:
    """Replace the token or key that the repository is fetched with; it is never returned."""
    await store_credential(gateway, work, access.workspace, access.repository, body.credential)


@router.delete("", status_code=204)
async def delete_credential(access: Annotated[RepositoryAccess, repository_access(Role.ADMIN)], work: Work) -> None:
    await forget_credential(work, access.repository)


@worker_router.post("/repository-credential")
async def get_repository_credential(
    body: RepositoryIdentity,
    gateway: Gateway,
    work: Work,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> RepositoryCredential:
    """The credential of one repository, for the builder that fetches it from the very address it was stored for."""
    key = gateway.settings.builder_key.get_secret_value()
    subject = tokens.read_builder(key, credentials.credentials) if credentials else None
    if subject is None or subject != body.repository_id:
        raise Unauthenticated("The builder's credential is not valid for this repository.")
    repository = await work.session.get(Repository, body.repository_id)
    row = await work.session.get(Credential, body.repository_id)
    if repository is None or row is None or repository.removed_at is not None or repository.url != body.url:
        raise NotFound("credential")
    workspace = await work.session.get_one(Workspace, repository.workspace_id)
    data_key = unwrap(gateway.settings.key_encryption_key, workspace.wrapped_key, workspace.id)
    return RepositoryCredential(
        credential=unseal(data_key, row.sealed, workspace.id, repository.id, _belongs_to(repository), row.version)
    )


async def store_credential(
    gateway: Context, work: Transaction, workspace: Workspace, repository: Repository, credential: str
) -> None:
    row = await work.session.get(Credential, repository.id, with_for_update=True)
    version = row.version + 1 if row else 1
    key = unwrap(gateway.settings.key_encryption_key, workspace.wrapped_key, workspace.id)
    sealed = seal(key, credential, workspace.id, repository.id, _belongs_to(repository), version)
    if row is None:
        work.session.add(Credential(repository_id=repository.id, version=version, sealed=sealed, updated_at=work.now))
    else:
        row.version, row.sealed, row.updated_at = version, sealed, work.now


async def forget_credential(work: Transaction, repository: Repository) -> None:
    await work.session.execute(delete(Credential).where(Credential.repository_id == repository.id))


def _belongs_to(repository: Repository) -> str:
    """A row does not open for another address; no secret of an operator can have such a name."""
    return f"@credential {repository.url}"
