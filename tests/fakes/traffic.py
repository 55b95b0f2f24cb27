"""Writes down what the service says to Rasa and hears from it, and both sides of every action call.

Read by `tests.fakes.faulty_service` from the variable below; the product itself has no such thing.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.dialogue import action_server
from bot.dialogue.address import TURNS_PATH
from bot.dialogue.wire import request_body
from bot.service import Service

VARIABLE = "FRONTDESK_TEST_TRAFFIC"


class LoopbackTraffic:
    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def settings(self) -> dict[str, str]:
        return {VARIABLE: str(self.path)}

    def write(self, where: str, sent: object, answered: bytes) -> None:
        line = {"where": where, "sent": sent, "answered": answered.decode(errors="replace")}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def record(service: Service) -> None:
    """Plants the recorder when the variable asks for it."""
    asked = os.environ.get(VARIABLE)
    if asked is None:
        return
    traffic = LoopbackTraffic(Path(asked))
    dialogue: Any = service.running.core.journey._conversing._dialogue
    post, run = dialogue._post, action_server._run

    async def posted(address: Any, request: Any) -> bytes:
        answer: bytes = await post(address, request)
        traffic.write(TURNS_PATH, request_body(request), answer)
        return answer

    async def ran(executor: Any, call: dict[str, object], name: str) -> tuple[str, web.Response]:
        outcome, response = await run(executor, call, name)
        body = response.body if isinstance(response.body, bytes) else b""
        traffic.write(action_server.ACTIONS_PATH, call, body)
        return outcome, response

    dialogue._post = posted
    action_server._run = ran
