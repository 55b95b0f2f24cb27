"""A stand-in for Rasa's channel: it answers what the test says, and notes what it was sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.dialogue.address import SECRET_HEADER, TURNS_PATH, RasaAddress


def good_answer(**changes: Any) -> dict[str, Any]:
    return {
        "receipt": {"actions_run": ["action_answer_faq"], "error": None},
        "intent": "ask_faq",
        "confidence": 0.9,
        "steps": [{"action": "action_answer_faq"}, {"say": "greet"}],
        "state": {"active_loop": None, "requested_slot": None, "slots": {}},
        "session_over": False,
        **changes,
    }


@dataclass
class RasaServer:
    """`answer` is sent as JSON with the turn's own id put into the receipt, unless the receipt names one."""

    secret: str = "s" * 40
    answer: dict[str, Any] = field(default_factory=good_answer)
    status: int = 200
    hangs: bool = False
    received: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def find(self) -> RasaAddress | None:
        return RasaAddress(self.url, self.secret)

    async def take_turn(self, request: web.Request) -> web.Response:
        assert request.headers[SECRET_HEADER] == self.secret
        body = await request.json()
        self.received.append(body)
        if self.hangs:
            await asyncio.Event().wait()
        answer = dict(self.answer)
        if "receipt" in answer:
            answer["receipt"] = {"turn": body["turn"], **answer["receipt"]}
        return web.json_response(answer, status=self.status)


@asynccontextmanager
async def running(server: RasaServer) -> AsyncIterator[RasaServer]:
    app = web.Application()
    app.router.add_post(TURNS_PATH, server.take_turn)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
