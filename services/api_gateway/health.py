"""Liveness, readiness and metrics. Ready means that a save made now would get somewhere."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from sqlalchemy import text

from services.api_gateway.database import Database
from services.api_gateway.worker import GatewayWorker
from shared.runtime.health import run_checks

OLDEST_OUTBOX_ROW = 30.0  # seconds; a relay in good health needs milliseconds

_OUTBOX_AGE = Gauge("domino_outbox_oldest_seconds", "Age of the oldest message that NATS has not been given.")
_OUTBOX_ROWS = Gauge("domino_outbox_rows", "Messages that NATS has not been given.")

router = APIRouter(include_in_schema=False)


class Health:
    def __init__(self, database: Database, worker: GatewayWorker) -> None:
        self._database = database
        self.checks = {
            "database": self._check_database,
            "nats": worker.check_consumers,
            "outbox": self._check_outbox,
        }

    async def _check_database(self) -> None:
        async with self._database.reading() as session:
            await session.execute(text("SELECT 1 FROM alembic_version"))

    async def _check_outbox(self) -> None:
        age = await self.measure()
        if age > OLDEST_OUTBOX_ROW:
            raise RuntimeError(f"the oldest message has waited {age:.0f} s for NATS")

    async def measure(self) -> float:
        """The age of the oldest outbox row in seconds; sets the gauges."""
        async with self._database.reading() as session:
            query = text("SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0) FROM outbox")
            rows, age = (await session.execute(query)).one()
        _OUTBOX_ROWS.set(rows)
        _OUTBOX_AGE.set(float(age))
        return float(age)


@router.get("/health/live")
async def live() -> dict[str, str]:
    return {"status": "live"}


@router.get("/health/ready")
async def ready(request: Request) -> JSONResponse:
    checks = await run_checks(request.app.state.health.checks)
    is_ready = all(outcome == "ok" for outcome in checks.values())
    return JSONResponse({"status": "ready" if is_ready else "not ready", "checks": checks}, 200 if is_ready else 503)


@router.get("/metrics")
async def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
