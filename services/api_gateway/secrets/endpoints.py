"""Secrets of an operator repository: written here, read by the one task that needs them, never shown."""

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy import select

from services.api_gateway.context import Context, Gateway, Work
from services.api_gateway.database import Transaction
from services.api_gateway.errors import NotFound
from services.api_gateway.repositories.schemas import SecretValue, SecretView
from services.api_gateway.secrets.envelope import seal, unwrap
from services.api_gateway.states import Role
from services.api_gateway.tables import Repository, Secret
from services.api_gateway.web.paging import Page
from services.api_gateway.workspaces.access import RepositoryAccess, repository_access

router = APIRouter(prefix="/workspaces/{workspace_id}/repositories/{repository_id}/secrets", tags=["secrets"])

SecretName = Annotated[str, Path(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,127}$")]


@router.get("")
async def list_secrets(
    access: Annotated[RepositoryAccess, repository_access(Role.VIEWER)], gateway: Gateway, work: Work
) -> Page[SecretView]:
    """Which secrets the repository's operators want and which are set; values are never returned."""
    wanted = await wanted_secrets(gateway, work, access.repository)
    query = select(Secret).where(Secret.repository_id == access.repository.id)
    rows = {row.name: row for row in await work.session.scalars(query)}
    items = [
        SecretView(
            name=name,
            required=wanted.get(name, False),
            is_set=name in rows,
            updated_at=rows[name].updated_at if name in rows else None,
        )
        for name in sorted({*wanted, *rows})
    ]
    return Page(items=items, next_cursor=None)


@router.put("/{name}", status_code=204)
async def set_secret(
    name: SecretName,
    body: SecretValue,
    access: Annotated[RepositoryAccess, repository_access(Role.EDITOR)],
    gateway: Gateway,
    work: Work,
) -> None:
    workspace = access.workspace
    row = await work.session.get(Secret, (access.repository.id, name), with_for_update=True)
    version = row.version + 1 if row else 1
    key = unwrap(gateway.settings.key_encryption_key, workspace.wrapped_key, workspace.id)
    sealed = seal(key, body.value, workspace.id, access.repository.id, name, version)
    if row is None:
        row = Secret(repository_id=access.repository.id, name=name, version=version, sealed=sealed, updated_at=work.now)
        work.session.add(row)
    row.version, row.sealed, row.updated_at = version, sealed, work.now


@router.delete("/{name}", status_code=204)
async def delete_secret(
    name: SecretName, access: Annotated[RepositoryAccess, repository_access(Role.EDITOR)], work: Work
) -> None:
    row = await work.session.get(Secret, (access.repository.id, name))
    if row is None:
        raise NotFound("secret")
    await work.session.delete(row)


async def wanted_secrets(gateway: Context, work: Transaction, repository: Repository) -> dict[str, bool]:
    """The names that the repository's operators declare, and whether any of them requires it."""
    wanted: dict[str, bool] = {}
    if repository.catalogue_id is None:
        return wanted
    for spec in (await gateway.catalogues.operators(work.session, repository.catalogue_id)).values():
        schema = spec.secrets_schema or {}
        required = schema.get("required") or ()
        for name in schema.get("properties") or ():
            wanted[name] = wanted.get(name, False) or name in required
    return wanted
