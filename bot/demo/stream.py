"""Updates to an open page as server-sent events: first everything, then each change as it comes."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from datetime import datetime

from aiohttp import web

from bot.demo.lines import Update
from bot.demo.network import DemoNetwork

QUIET_SECONDS = 15.0  # then a comment keeps the connection open


async def stream_updates(request: web.Request, network: DemoNetwork) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    with network.watch() as updates:
        everything = [_as_json(update) for update in network.everything]
        await response.write(_event("everything", everything))
        while (event := await _next(updates)) is not None:
            await response.write(event)
    return response


async def _next(updates: asyncio.Queue[Update | None]) -> bytes | None:
    try:
        async with asyncio.timeout(QUIET_SECONDS):
            update = await updates.get()
    except TimeoutError:
        return b": still here\n\n"
    return _event("update", _as_json(update)) if update is not None else None


def _as_json(update: Update) -> dict[str, object]:
    return {"kind": type(update).__name__.lower(), **asdict(update)}


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, default=_plain)}\n\n".encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
