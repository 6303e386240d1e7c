"""What the API refuses and how it says so: one tree of errors, all of them RFC 9457 problem documents.

Refusal
├── Unauthenticated  401      ├── Conflict  409      ├── Invalid        422
├── Forbidden        403      ├── Stale     412      ├── MatchRequired  428
├── NotFound         404      ├── TooLarge  413      ├── TooMany        429
└── Unavailable      503
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from shared.runtime.errors import DominoError
from shared.workflow.problems import Problem


class Refusal(DominoError):  # noqa: N818 - named after what the person hears
    """An expected refusal. `errors` point into the request, when one place of it is at fault."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, detail: str, errors: Sequence[Problem] = (), headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})


class Unauthenticated(Refusal):
    status = HTTPStatus.UNAUTHORIZED

    def __init__(self, detail: str = "Sign in, or send an API token, as `Authorization: Bearer …`.") -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class Forbidden(Refusal):
    status = HTTPStatus.FORBIDDEN


class NotFound(Refusal):
    status = HTTPStatus.NOT_FOUND

    def __init__(self, thing: str) -> None:
        super().__init__(f"There is no such {thing}, or you have no access to it.")


class Conflict(Refusal):
    status = HTTPStatus.CONFLICT


class Stale(Refusal):
    status = HTTPStatus.PRECONDITION_FAILED


class MatchRequired(Refusal):
    status = HTTPStatus.PRECONDITION_REQUIRED


class TooLarge(Refusal):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class Invalid(Refusal):
    status = HTTPStatus.UNPROCESSABLE_ENTITY


class TooMany(Refusal):
    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, retry_after: float) -> None:
        seconds = max(1, round(retry_after))
        super().__init__(
            f"Too many requests of this kind. Try again in {seconds} s.", headers={"Retry-After": str(seconds)}
        )


class Unavailable(Refusal):
    status = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers={"Retry-After": "2"})


def problem_document(status: int, detail: str, errors: Sequence[Problem] = ()) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        "errors": [{"path": e.path, "code": e.code, "message": e.message} for e in errors],
    }
