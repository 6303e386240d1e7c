"""What we ask of Airflow, in our words. Every method is one or a few requests; None means that Airflow does not know the thing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from services.run_monitor.airflow_api import AirflowApi
from services.run_monitor.airflow_records import BrokenFile, Dag, Run, TaskRun
from shared.runtime.errors import Transient

R = TypeVar("R", Dag, Run)

SENTINEL = "domino_sentinel"
BUNDLE = "domino"


class InvalidParams(Exception):  # noqa: N818 - the name says what it is
    """Airflow does not take these parameters for this DAG."""


class Airflow:
    def __init__(self, api: AirflowApi) -> None:
        self._api = api

    @property
    def clock_offset(self) -> timedelta:
        """How far Airflow's clock is ahead of ours; zero while they agree."""
        return self._api.clock_offset

    async def check(self) -> None:
        await self._api.check()

    async def wake_up(self) -> None:
        await self._api.wake_up()

    async def dag(self, dag_id: str) -> Dag | None:
        return _found(await self._api.get(f"{_dag(dag_id)}/details"), Dag)

    async def version_source(self, dag_id: str, version_number: int) -> str | None:
        response = await self._api.get(f"/dagSources/{quote(dag_id, safe='')}", {"version_number": version_number})
        if response.status_code == httpx.codes.NOT_FOUND:
            return None
        return str(_ok(response).json()["content"])

    async def nudge(self, file_token: str) -> None:
        """Refresh the whole bundle now and parse this file first."""
        response = await self._api.request("PUT", f"/parseDagFile/{quote(file_token, safe='')}")
        # A request of the same file that is still waiting serves us as well.
        if response.status_code != httpx.codes.CONFLICT:
            _ok(response)

    async def import_errors(self) -> list[BrokenFile]:
        found = await self._api.pages(
            "/importErrors", "import_errors", {"bundle_name": BUNDLE, "order_by": "-timestamp"}
        )
        return [BrokenFile.model_validate(item) for item in found]

    async def run(self, dag_id: str, dag_run_id: str) -> Run | None:
        return _found(await self._api.get(_run(dag_id, dag_run_id)), Run)

    async def start(self, dag_id: str, dag_run_id: str, params: dict[str, Any], note: str) -> Run | None:
        """Create the run, or find the one that already has this id; None when the DAG is unknown or cannot run."""
        body = {"dag_run_id": dag_run_id, "logical_date": None, "conf": params, "note": note}
        response = await self._api.request("POST", f"{_dag(dag_id)}/dagRuns", body=body)
        match response.status_code:
            case httpx.codes.CONFLICT:
                # Known already: an earlier delivery of the same command got this far.
                return await self.run(dag_id, dag_run_id)
            case httpx.codes.NOT_FOUND:
                return None
            case httpx.codes.BAD_REQUEST | httpx.codes.UNPROCESSABLE_ENTITY:
                detail = response.json().get("detail")
                if isinstance(detail, str) and "import errors" in detail:
                    return None
                raise InvalidParams(_sentence(detail))
        return Run.model_validate(_ok(response).json())

    async def set_run_state(self, dag_id: str, dag_run_id: str, state: str) -> None:
        response = await self._api.request("PATCH", _run(dag_id, dag_run_id), body={"state": state})
        if response.status_code != httpx.codes.NOT_FOUND:
            _ok(response)

    async def delete_run(self, dag_id: str, dag_run_id: str) -> None:
        response = await self._api.request("DELETE", _run(dag_id, dag_run_id))
        if response.status_code != httpx.codes.NOT_FOUND:
            _ok(response)

    async def clear(self, dag_id: str, dag_run_id: str, tasks: Sequence[str], *, downstream: bool) -> None:
        """Let Airflow run these tasks of the run again, on the version the run was created on."""
        body = {
            "dry_run": False,
            "dag_run_id": dag_run_id,
            "task_ids": list(tasks),
            "only_failed": False,
            "include_downstream": downstream,
            "reset_dag_runs": True,
            "run_on_latest_version": False,
        }
        response = await self._api.request("POST", f"{_dag(dag_id)}/clearTaskInstances", body=body)
        if response.status_code != httpx.codes.NOT_FOUND:
            _ok(response)

    async def set_paused(self, dag_id: str, *, paused: bool) -> bool | None:
        response = await self._api.request("PATCH", _dag(dag_id), body={"is_paused": paused})
        if response.status_code == httpx.codes.NOT_FOUND:
            return None
        return bool(_ok(response).json()["is_paused"])

    async def forget_dag(self, dag_id: str) -> bool:
        """Delete the DAG with its runs; False while tasks of it still run."""
        response = await self._api.request("DELETE", _dag(dag_id))
        if response.status_code == httpx.codes.CONFLICT:
            return False
        if response.status_code != httpx.codes.NOT_FOUND:
            _ok(response)
        return True

    async def tasks_of_run(self, dag_id: str, dag_run_id: str) -> list[TaskRun]:
        found = await self._api.pages(f"{_run(dag_id, dag_run_id)}/taskInstances", "task_instances", {"order_by": "id"})
        return [TaskRun.model_validate(item) for item in found]

    async def runs_updated_since(self, since: datetime) -> list[Run]:
        found = await self._api.pages(
            "/dags/~/dagRuns", "dag_runs", {"updated_at_gte": since.isoformat(), "order_by": "id"}
        )
        return [Run.model_validate(item) for item in found]

    async def unfinished_runs(self) -> list[Run]:
        found = await self._api.pages("/dags/~/dagRuns", "dag_runs", {"state": ["queued", "running"], "order_by": "id"})
        return [Run.model_validate(item) for item in found]

    async def tasks_updated_since(self, since: datetime) -> list[TaskRun]:
        found = await self._api.pages(
            "/dags/~/dagRuns/~/taskInstances", "task_instances", {"updated_at_gte": since.isoformat(), "order_by": "id"}
        )
        return [TaskRun.model_validate(item) for item in found]

    async def paused_dags(self) -> set[str]:
        found = await self._api.pages("/dags", "dags", {"bundle_name": BUNDLE, "paused": True, "order_by": "dag_id"})
        return {item["dag_id"] for item in found}


def _dag(dag_id: str) -> str:
    return f"/dags/{quote(dag_id, safe='')}"


def _run(dag_id: str, dag_run_id: str) -> str:
    return f"{_dag(dag_id)}/dagRuns/{quote(dag_run_id, safe='')}"


def _found(response: httpx.Response, kind: type[R]) -> R | None:
    if response.status_code == httpx.codes.NOT_FOUND:
        return None
    return kind.model_validate(_ok(response).json())


def _ok(response: httpx.Response) -> httpx.Response:
    """Pass on a success; anything else is something we did not expect, and may be over the next time."""
    if not response.is_success:
        raise Transient(
            f"Airflow answered {response.request.method} {response.request.url.path} with {response.status_code}."
        )
    return response


def _sentence(detail: object) -> str:
    if isinstance(detail, str):
        return detail.strip()[:500]
    return "Airflow does not accept the parameters of the run."
