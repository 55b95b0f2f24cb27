"""Live updates: a stream of server-sent events (HTML standard, 9.2) that says *that* something changed, never what."""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from bot.desk.live import Change, TooManyPagesError
from bot.desk.permissions import Permission
from bot.desk.web.route import get
from bot.desk.web.visit import Visit

HEARTBEAT = 15.0  # seconds: how late a page learns that its session has ended, at most


async def stream(visit: Visit) -> web.StreamResponse:
    """Every round asks whether the session is still alive, and none of them counts as an act."""
    try:
        with visit.desk.live.page() as changes:
            await visit.desk.live.start()
            response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
            await response.prepare(visit.request)
            await response.write(b"retry: 5000\n\n")
            while True:
                change = await _next(changes)
                if not await _alive(visit):
                    await response.write(b"event: signed-out\ndata: {}\n\n")
                    return response
                await response.write(_event(visit, change))
    except TooManyPagesError as error:
        raise web.HTTPServiceUnavailable from error
    except ConnectionResetError:
        return response  # the page was closed


async def _next(changes: asyncio.Queue[Change]) -> Change | None:
    try:
        return await asyncio.wait_for(changes.get(), HEARTBEAT)
    except TimeoutError:
        return None


async def _alive(visit: Visit) -> bool:
    """False too once emergency access has run out: the page must then be opened anew, with the rights that are left."""
    now = visit.desk.clock()
    if visit.emergency_until is not None and visit.emergency_until <= now:
        return False
    async with visit.desk.database.reading() as session:
        return await visit.desk.sessions.find(session, visit.token, now, act=False) is not None


def _event(visit: Visit, change: Change | None) -> bytes:
    if change is None or not visit.may(Permission.SEE_INBOX):
        return b": still here\n\n"
    data = {"waiting": change.waiting, "alarms": change.alarms, "conversations": sorted(change.conversations)}
    return f"event: desk\ndata: {json.dumps(data)}\n\n".encode()


ROUTES = (get("/live", Permission.OWN_ACCOUNT, stream, act=False),)
