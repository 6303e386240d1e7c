"""What a request finds: the parts that the composition root has put together, and one transaction for its own work."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from services.api_gateway.accounts.passwords import Passwords
from services.api_gateway.database import Database, Transaction
from services.api_gateway.live.hub import Hub
from services.api_gateway.live.watching import Watching
from services.api_gateway.repositories.catalogues import Catalogues
from services.api_gateway.runs.storage import Storage
from services.api_gateway.settings import GatewaySettings
from services.api_gateway.web.limits import Limiter
from shared.runtime.failpoints import failpoint


@dataclass(frozen=True, slots=True)
class Limits:
    logins: Limiter
    registrations: Limiter
    saves: Limiter
    runs: Limiter
    installs: Limiter


@dataclass(frozen=True, slots=True)
class Context:
    settings: GatewaySettings
    database: Database
    passwords: Passwords
    catalogues: Catalogues
    storage: Storage
    hub: Hub
    watching: Watching
    limits: Limits


def of_request(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


Gateway = Annotated[Context, Depends(of_request)]


async def _unit_of_work(request: Request, gateway: Gateway) -> AsyncIterator[Transaction]:
    """Committed after the endpoint has returned and before anything is answered: a 2xx is never a promise."""
    if request.method in {"GET", "HEAD"}:
        point = "api_gateway.reading"
    else:
        point = "api_gateway"
        failpoint("api_gateway.request_parsed")
    async with gateway.database.transaction(point) as work:
        yield work


Work = Annotated[Transaction, Depends(_unit_of_work, scope="function")]
