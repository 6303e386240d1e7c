"""Lists in pages: keyset cursors with a tiebreak, so that a list that changes while being read skips and repeats nothing."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar, TypeVarTuple

from fastapi import Depends, Query
from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, tuple_

from services.api_gateway.errors import Invalid
from shared.workflow.problems import Problem

LARGEST_PAGE = 500
DEFAULT_PAGE = 100

T = TypeVar("T")
R = TypeVar("R")
Columns = TypeVarTuple("Columns")


class Page(BaseModel, Generic[T]):
    items: list[T]
    next_cursor: str | None


class Paging:
    """The `limit` and `cursor` of a request."""

    def __init__(
        self,
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = DEFAULT_PAGE,
        cursor: Annotated[str | None, Query(max_length=1000)] = None,
    ) -> None:
        self.limit = limit
        self.after = _decode(cursor) if cursor else None

    def newest_first(self, query: Select[*Columns], created: Any, identity: Any) -> Select[*Columns]:
        """Order by creation, newest first, and start behind the cursor; one row too many tells if there are more."""
        if self.after is not None:
            query = query.where(_keyset(created, identity) < (_time(self.after, 0), _text(self.after, 1)))
        return query.order_by(created.desc(), identity.desc()).limit(self.limit + 1)

    def by_place(self, query: Select[*Columns], *columns: Any) -> Select[*Columns]:
        """Order by whole numbers that together are unique, smallest first."""
        if self.after is not None:
            places = self.after[: len(columns)]
            if len(places) != len(columns) or any(type(place) is not int or abs(place) >= 2**31 for place in places):
                raise _bad_cursor()
            query = query.where(tuple_(*columns) > tuple(places))
        return query.order_by(*columns).limit(self.limit + 1)

    def behind(self, items: Sequence[R], place: Callable[[R], tuple[str, ...]]) -> list[R]:
        """Of items in memory, sorted by `place`, those behind the cursor."""
        if self.after is None:
            return list(items)
        after = tuple(_text(self.after, index) for index in range(len(self.after)))
        return [item for item in items if place(item) > after]

    def page(self, rows: Sequence[R], show: Callable[[R], T], key: Callable[[R], tuple[Any, ...]]) -> Page[T]:
        shown = rows[: self.limit]
        more = len(rows) > self.limit
        return Page(items=[show(row) for row in shown], next_cursor=encode(key(shown[-1])) if more else None)


def _keyset(created: Any, identity: Any) -> ColumnElement[Any]:
    return tuple_(created, identity)


Paged = Annotated[Paging, Depends()]


def encode(key: tuple[Any, ...]) -> str:
    parts = [part.isoformat() if isinstance(part, datetime) else part for part in key]
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def _decode(cursor: str) -> list[Any]:
    try:
        decoded = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise _bad_cursor() from error
    if not isinstance(decoded, list):
        raise _bad_cursor()
    return decoded


def _time(parts: list[Any], index: int) -> datetime:
    try:
        moment = datetime.fromisoformat(parts[index])
    except (IndexError, TypeError, ValueError) as error:
        raise _bad_cursor() from error
    if moment.tzinfo is None:
        raise _bad_cursor()
    return moment


def _text(parts: list[Any], index: int) -> str:
    if len(parts) <= index or not isinstance(parts[index], str) or "\0" in parts[index]:
        raise _bad_cursor()
    return str(parts[index])


def _bad_cursor() -> Invalid:
    message = "Take the cursor from `next_cursor` of the page before."
    return Invalid("The cursor is not one of ours.", [Problem(path="/query/cursor", code="cursor", message=message)])
