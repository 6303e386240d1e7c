"""The composition root: everything is made here, opened in one lifespan and closed in reverse."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import partial

import structlog
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from services.api_gateway.accounts import endpoints as accounts
from services.api_gateway.accounts.passwords import Passwords
from services.api_gateway.context import Context, Limits
from services.api_gateway.database import Database
from services.api_gateway.health import Health
from services.api_gateway.health import router as health
from services.api_gateway.live import endpoints as live
from services.api_gateway.live.builds import BuildLogs
from services.api_gateway.live.gaps import Gaps
from services.api_gateway.live.hub import Hub
from services.api_gateway.live.logs import TaskLogs
from services.api_gateway.live.watching import Watching
from services.api_gateway.projections.consumer import Projections
from services.api_gateway.reconciler import Reconciler
from services.api_gateway.relay import Relay
from services.api_gateway.repositories import endpoints as repositories
from services.api_gateway.repositories import operators
from services.api_gateway.repositories.catalogues import Catalogues
from services.api_gateway.runs import endpoints as runs
from services.api_gateway.runs import files
from services.api_gateway.runs.storage import Storage
from services.api_gateway.secrets import delivery
from services.api_gateway.secrets import endpoints as secrets
from services.api_gateway.settings import GatewaySettings
from services.api_gateway.web import problems
from services.api_gateway.web.bodies import BodyLimit
from services.api_gateway.web.limits import Limiter
from services.api_gateway.web.page import mount_page
from services.api_gateway.worker import GatewayWorker
from services.api_gateway.workflows import drafts, exchange, history, schedules
from services.api_gateway.workflows import endpoints as workflows
from services.api_gateway.workspaces import endpoints as workspaces
from services.api_gateway.workspaces import members
from shared.messages.airflow import AirflowWatched
from shared.messages.frames import FrameReady
from shared.messages.repositories import ImageBuildLogged
from shared.messages.runs import LogAppended
from shared.messaging import Bus, listen

PREFIX = "/api/v1"
LARGEST_BODY = 4 * 1024 * 1024

ROUTERS = (
    accounts.router,
    workspaces.router,
    members.router,
    repositories.router,
    operators.router,
    secrets.router,
    delivery.router,
    exchange.router,
    workflows.router,
    history.router,
    drafts.router,
    schedules.router,
    runs.router,
    files.router,
    live.router,
)

log = structlog.get_logger()


def create_app(settings: GatewaySettings, on_failure: Callable[[], None] = lambda: None) -> FastAPI:
    """The whole gateway. `on_failure` is called when a background task has died and the process should end."""
    bus = Bus("api_gateway", settings.nats_url.get_secret_value())
    database_url = settings.database_url.get_secret_value()
    database = Database(database_url, bus.announce)
    hub = Hub()
    watching = Watching(hub, partial(datetime.now, UTC))
    storage = Storage(settings.storage_root)
    context = Context(
        settings=settings,
        database=database,
        passwords=Passwords(),
        catalogues=Catalogues(),
        storage=storage,
        hub=hub,
        watching=watching,
        limits=Limits(
            logins=Limiter(settings.logins_per_minute),
            registrations=Limiter(settings.registrations_per_minute),
            saves=Limiter(settings.saves_per_minute),
            runs=Limiter(settings.runs_per_minute),
            installs=Limiter(settings.installs_per_minute),
        ),
    )
    relay = Relay(database_url, bus)
    projections = Projections(database, hub)
    reconciler = Reconciler(database, context.catalogues)
    task_logs = TaskLogs(hub, bus, database, storage)
    build_logs = BuildLogs(hub)
    worker = GatewayWorker(
        bus,
        [
            projections.subscription(),
            listen(FrameReady, hub.on_frame),
            listen(AirflowWatched, watching.on_watched),
            listen(LogAppended, task_logs.on_log),
            listen(ImageBuildLogged, build_logs.on_log),
        ],
        background=[relay.run, reconciler.run, task_logs.run, watching.run, Gaps(hub, bus).run],
    )

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # NATS may come up after us; saving works meanwhile, so the worker connects beside the server.
        working = asyncio.create_task(_work(worker, on_failure))
        try:
            yield
        finally:
            working.cancel()
            await asyncio.wait([working])
            await database.close()

    app = FastAPI(
        title="Domino",
        version="1",
        lifespan=lifespan,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=_operation_id,
        separate_input_output_schemas=False,
    )
    app.add_middleware(BodyLimit, limit=LARGEST_BODY)
    app.state.context = context
    app.state.health = Health(database, worker)
    problems.install(app)
    api = APIRouter(prefix=PREFIX, responses=problems.RESPONSES)
    for router in ROUTERS:
        api.include_router(router)
    app.include_router(api)
    app.include_router(health)
    if settings.page_root is not None:
        mount_page(app, settings.page_root)
    return app


async def _work(worker: GatewayWorker, on_failure: Callable[[], None]) -> None:
    try:
        async with worker:
            await worker.until_failed()
    except asyncio.CancelledError:
        raise
    except BaseException:
        log.exception("gateway.background_failed")
        on_failure()
        raise


def _operation_id(route: APIRoute) -> str:
    return route.name
