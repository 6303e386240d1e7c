"""Every error leaves as `application/problem+json`, whoever raised it: our code, FastAPI's validation, or the database."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from services.api_gateway.errors import Invalid, Refusal, Unavailable, problem_document
from shared.workflow.problems import Problem, pointer

MEDIA_TYPE = "application/problem+json"
DATABASE_LOST = re.compile("connection|shutting down|starting up|recovery|terminat|too many clients", re.IGNORECASE)

log = structlog.get_logger()


class ProblemDocument(BaseModel):
    """RFC 9457, with the places of the request that are at fault."""

    class Place(BaseModel):
        path: str
        code: str
        message: str

    type: str
    title: str
    status: int
    detail: str
    errors: list[Place]


def install(app: FastAPI) -> None:
    """Register a handler for each family of errors."""
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DBAPIError, _database)
    app.add_exception_handler(PoolTimeoutError, _no_connection)
    app.add_exception_handler(OSError, _no_connection)
    app.add_exception_handler(Exception, _unexpected)


def answer(
    status: int, detail: str, errors: Sequence[Problem] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    return JSONResponse(problem_document(status, detail, errors), status, dict(headers or {}), media_type=MEDIA_TYPE)


def _of(refusal: Refusal) -> JSONResponse:
    return answer(refusal.status, refusal.detail, refusal.errors, refusal.headers)


async def _refusal(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refusal)
    return _of(error)


async def _validation(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    return answer(422, "The request is not valid.", [_place(item) for item in error.errors()])


def _place(item: Mapping[str, Any]) -> Problem:
    """`loc` starts with body, query, path or header; a body's place is a pointer into the body."""
    where, *rest = item["loc"]
    parts = rest if where == "body" else [where, *rest]
    return Problem(path=pointer(*parts), code=str(item["type"]), message=str(item["msg"]))


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return answer(error.status_code, str(error.detail), headers=error.headers)


def is_database_lost(error: Exception) -> bool:
    """Whether the database is away or overloaded, rather than the statement at fault."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, PoolTimeoutError | OSError)
    if error.connection_invalidated or isinstance(error, InterfaceError | OperationalError):
        return True
    return DATABASE_LOST.search(str(error.orig)) is not None


async def _database(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DBAPIError)
    if is_database_lost(error):
        return await _no_connection(request, error)
    if "CharacterNotInRepertoire" in str(error.orig) or "invalid byte sequence" in str(error.orig):
        return _of(Invalid("The request holds a character that cannot be stored (NUL)."))
    return await _unexpected(request, error)


async def _no_connection(_: Request, error: Exception) -> JSONResponse:
    log.warning("database.unavailable", error=type(error).__name__)
    return _of(Unavailable("The database does not answer. Nothing was changed; try again in a moment."))


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("request.failed", method=request.method, route=_route(request), exc_info=error)
    return answer(500, "Something went wrong here. It has been logged; nothing was changed.")


def _route(request: Request) -> str:
    return getattr(request.scope.get("route"), "path", "unknown")


RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {
        "model": ProblemDocument,
        "description": "Why not: 401 no or bad credential, 403 role too low, 404 unknown here, 409 conflict, 412 stale, "
        "422 invalid, 429 too many.",
    }
}
