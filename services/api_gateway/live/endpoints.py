"""The live socket: authenticate first, subscribe to topics, receive frames. One socket a tab."""

import asyncio
import contextlib
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from services.api_gateway.accounts.principal import Principal, identify
from services.api_gateway.context import Context
from services.api_gateway.live.hub import MOST_TOPICS, Listener
from services.api_gateway.live.topics import may_hear
from services.api_gateway.states import Scope
from services.api_gateway.web.limits import Limiter

AUTH_TIMEOUT = 10.0  # seconds for the first message
RECHECK = 5.0  # seconds until a revoked credential or a lost membership closes a stream
REQUESTS_PER_MINUTE = 1200
POLICY_VIOLATION = 1008
TRY_AGAIN_LATER = 1013

router = APIRouter()


@router.websocket("/live")
async def live(socket: WebSocket) -> None:
    context: Context = socket.app.state.context
    if not _is_own_origin(socket, context):
        await socket.close(POLICY_VIOLATION)
        return
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        token = await _first_message(socket)
        principal = await _identify(context, token) if token else None
        if token is None or principal is None or Scope.READ not in principal.scopes:
            await _refuse(socket, "unauthenticated", "The first message must be an auth message with a valid token.")
            return
        await _serve(socket, context, principal, token)


async def _serve(socket: WebSocket, context: Context, principal: Principal, token: str) -> None:
    listener = context.hub.join()
    try:
        tasks = {
            asyncio.create_task(_receive(socket, context, principal, listener)),
            asyncio.create_task(_send(socket, listener)),
            asyncio.create_task(_recheck(socket, context, token, listener)),
        }
        done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        for task in done:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # starlette's word for a closed socket
                task.result()
    finally:
        context.hub.leave(listener)


async def _receive(socket: WebSocket, context: Context, principal: Principal, listener: Listener) -> None:
    limiter = Limiter(REQUESTS_PER_MINUTE)
    while True:
        message = _decode(await socket.receive_text())
        try:
            limiter.check(None)
        except Exception:  # noqa: BLE001 - the only thing it raises is that there were too many
            await _refuse(socket, "too_many", "Too many messages.", TRY_AGAIN_LATER)
            return
        topic = message.get("topic")
        match message.get("type"):
            case "ping":
                listener.put('{"type":"pong"}')
            case "subscribe" if isinstance(topic, str):
                await _subscribe(context, principal, listener, topic)
            case "unsubscribe" if isinstance(topic, str):
                context.hub.unsubscribe(listener, topic)
            case "auth":
                pass  # once is enough
            case _:
                listener.put(_error("bad_message", "Send subscribe, unsubscribe or ping."))


async def _subscribe(context: Context, principal: Principal, listener: Listener, topic: str) -> None:
    if topic not in listener.topics and len(listener.topics) >= MOST_TOPICS:
        listener.put(_error("too_many_topics", f"A socket may have {MOST_TOPICS} topics."))
        return
    async with context.database.reading() as session:
        allowed = await may_hear(session, principal.account_id, topic)
    if not allowed:
        listener.put(_error("not_found", "There is no such topic, or you have no access to it."))
        return
    context.hub.subscribe(listener, topic)
    listener.put(json.dumps({"type": "subscribed", "topic": topic}))


async def _send(socket: WebSocket, listener: Listener) -> None:
    while True:
        for text in await listener.take():
            await socket.send_text(text)


async def _recheck(socket: WebSocket, context: Context, token: str, listener: Listener) -> None:
    """Close soon after the credential has expired or was revoked; drop topics of workspaces that one has left."""
    while True:
        await asyncio.sleep(RECHECK)
        try:
            async with context.database.reading() as session:
                key = context.settings.signing_key.get_secret_value()
                principal = await identify(session, key, token)
                if principal is not None:
                    for topic in tuple(listener.topics):
                        if not await may_hear(session, principal.account_id, topic):
                            context.hub.unsubscribe(listener, topic)
                            listener.put(_error("not_found", "You have no access to one of your topics any more."))
        except OSError:
            continue  # the database is away for a moment
        if principal is None or (principal.expires_at is not None and principal.expires_at <= datetime.now(UTC)):
            await _refuse(socket, "unauthenticated", "The credential has expired or was revoked.")
            return


async def _first_message(socket: WebSocket) -> str | None:
    try:
        async with asyncio.timeout(AUTH_TIMEOUT):
            message = _decode(await socket.receive_text())
    except TimeoutError:
        return None
    token = message.get("token")
    return token if message.get("type") == "auth" and isinstance(token, str) else None


async def _identify(context: Context, token: str) -> Principal | None:
    async with context.database.reading() as session:
        return await identify(session, context.settings.signing_key.get_secret_value(), token)


def _is_own_origin(socket: WebSocket, context: Context) -> bool:
    """Browsers always send an origin; one that is not ours is another page trying to use its visitor's access."""
    origin = socket.headers.get("origin")
    if origin is None:
        return True
    host = socket.headers.get("host", "")
    return origin == context.settings.public_url.rstrip("/") or urlsplit(origin).netloc == host


def _decode(text: str) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _error(code: str, message: str) -> str:
    return json.dumps({"type": "error", "code": code, "message": message})


async def _refuse(socket: WebSocket, code: str, message: str, close: int = POLICY_VIOLATION) -> None:
    with contextlib.suppress(RuntimeError):  # it has gone already
        await socket.send_text(_error(code, message))
        await socket.close(close)
