"""`/health` for load balancers and humans: what has loaded. It names no version and no path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from bot.dialogue.address import FindRasa


@dataclass(frozen=True, slots=True)
class Status:
    guard_ready: Callable[[], bool]
    find_rasa: FindRasa


def add_status(app: web.Application, status: Status) -> None:
    """200 once messages are answered, 503 while the guard loads. Without Rasa answers are degraded, not missing."""

    async def health(_request: web.Request) -> web.Response:
        guard, dialogue = status.guard_ready(), status.find_rasa() is not None
        return web.json_response({"guard": guard, "dialogue": dialogue}, status=200 if guard else 503)

    app.router.add_get("/health", health)
