"""Secrets for one task run: asked for by Airflow's task with a credential of its own, while its run is live."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel
from sqlalchemy import select

from services.api_gateway.accounts import tokens
from services.api_gateway.context import Gateway, Work
from services.api_gateway.errors import NotFound, Unauthenticated
from services.api_gateway.repositories.catalogues import pins_of
from services.api_gateway.secrets.envelope import unseal, unwrap
from services.api_gateway.states import RunStatus
from services.api_gateway.tables import Repository, Run, Secret, Version, Workspace
from services.api_gateway.web.documents import Body

router = APIRouter(prefix="/worker", tags=["worker"])

_bearer = HTTPBearer(auto_error=False, scheme_name="Worker", description="Signed by the task with the worker key.")


class TaskIdentity(Body):
    dag_id: str
    run_id: str
    task_id: str
    try_number: int


class TaskSecrets(BaseModel):
    secrets: dict[str, str]


@router.post("/secrets")
async def get_task_secrets(
    body: TaskIdentity,
    gateway: Gateway,
    work: Work,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> TaskSecrets:
    """The secrets that this task's operator declares and that are set; nothing for a run that has ended."""
    key = gateway.settings.worker_key.get_secret_value()
    subject = tokens.read_worker(key, credentials.credentials) if credentials else None
    if subject is None or subject != f"{body.dag_id}/{body.run_id}/{body.task_id}":
        raise Unauthenticated("The task's credential is not valid for this task.")
    query = select(Run, Version).join(
        Version, (Version.workflow_id == Run.workflow_id) & (Version.version == Run.version)
    )
    row = (await work.session.execute(query.where(Run.dag_id == body.dag_id, Run.dag_run_id == body.run_id))).first()
    if row is None or RunStatus(row[0].state).is_over:
        raise NotFound("live run")
    run, version = row
    task = version.definition["tasks"].get(body.task_id)
    if task is None:
        raise NotFound("task in this run")
    repository_key, _, operator = task["operator"].partition("/")
    pin = (await pins_of(work.session, run.workflow_id, run.version)).get(repository_key)
    if pin is None:
        raise NotFound("repository of this task")
    spec = (await gateway.catalogues.operators(work.session, pin.catalogue_id)).get(operator)
    names = set((spec.secrets_schema or {}).get("properties") or ()) if spec else set()
    if not names:
        return TaskSecrets(secrets={})
    workspace = await work.session.get_one(Workspace, run.workspace_id)
    repository = await work.session.get_one(Repository, pin.repository_id)
    data_key = unwrap(gateway.settings.key_encryption_key, workspace.wrapped_key, workspace.id)
    rows = await work.session.scalars(
        select(Secret).where(Secret.repository_id == repository.id, Secret.name.in_(names))
    )
    return TaskSecrets(
        secrets={
            row.name: unseal(data_key, row.sealed, workspace.id, repository.id, row.name, row.version) for row in rows
        }
    )
