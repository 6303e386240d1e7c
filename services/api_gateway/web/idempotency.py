"""`Idempotency-Key`: a request sent twice is carried out once, and answered the same both times.

The key is written in the same transaction as the change. A second request waits for the first to commit, then finds its
answer; when the first was rolled back, there is no key and the second is carried out.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import insert

from services.api_gateway.accounts.principal import Reader
from services.api_gateway.context import Work
from services.api_gateway.errors import Invalid
from services.api_gateway.tables import Idempotency
from shared.workflow.problems import Problem


class Once:
    def __init__(
        self,
        request: Request,
        principal: Reader,
        work: Work,
        idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200)] = None,
    ) -> None:
        self._request = request
        self._principal = principal
        self._work = work
        self._key = idempotency_key
        self._row: Idempotency | None = None

    async def earlier(self) -> JSONResponse | None:
        """The answer that this key was given before, or None when the request is to be carried out now."""
        if self._key is None:
            return None
        digest = await self._digest()
        identity = {"account_id": self._principal.account_id, "key": self._key}
        fresh = (
            insert(Idempotency)
            .values(**identity, request=digest, created_at=self._work.now)
            .on_conflict_do_nothing()
            .returning(Idempotency.key)
        )
        is_fresh = await self._work.session.scalar(fresh) is not None
        self._row = await self._work.session.get_one(Idempotency, tuple(identity.values()))
        if is_fresh:
            return None
        if self._row.request != digest or self._row.answer is None:
            message = "This Idempotency-Key was used for another request. Choose a new one."
            raise Invalid(message, [Problem(path="/header/Idempotency-Key", code="reused", message=message)])
        answer = self._row.answer
        return JSONResponse(answer["body"], answer["status"], answer["headers"])

    def answer(self, status: int, body: BaseModel, headers: Mapping[str, str] | None = None) -> JSONResponse:
        """Answer now, and the same again whenever the key comes back."""
        document: Any = body.model_dump(mode="json")
        if self._row is not None:
            self._row.answer = {"status": status, "body": document, "headers": dict(headers or {})}
        return JSONResponse(document, status, dict(headers or {}))

    async def _digest(self) -> str:
        told = f"{self._request.method} {self._request.url.path} {self._request.headers.get('if-match', '')}\n"
        return sha256(told.encode() + await self._request.body()).hexdigest()


OnceOnly = Annotated[Once, Depends()]
