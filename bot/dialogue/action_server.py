"""The route on which Rasa calls our actions: loopback only, behind a secret header, one POST and nothing else.

The actions are standard `rasa_sdk` ones, run by its executor, but in this process, where the turns are. What they tell
Rasa is checked first (event_rules.py). A failing action answers 500 without a word; its traceback, which may quote the
patient, is not logged either: its type and place are.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterable

import structlog
from aiohttp import web
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor, ActionExecutorRunResult
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.dialogue.address import SECRET_HEADER
from bot.dialogue.event_rules import TalkativeActionError, check_told

ACTIONS_PATH = "/actions"
LARGEST_CALL = 8 * 1024 * 1024  # bytes: Rasa sends the whole tracker and the domain along


def action_app(actions: Iterable[Action], secret: str) -> web.Application:
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)

    async def run_action(request: web.Request) -> web.Response:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
            return web.Response(status=403)
        call = await request.json()
        name = str(call.get("next_action"))
        started = time.monotonic()
        outcome, response = await _run(executor, call, name)
        structlog.get_logger().info(
            "action_run", action=name, outcome=outcome, ms=round((time.monotonic() - started) * 1000, 1)
        )
        return response

    app = web.Application(client_max_size=LARGEST_CALL)
    app.router.add_post(ACTIONS_PATH, run_action)
    return app


async def _run(executor: ActionExecutor, call: dict[str, object], name: str) -> tuple[str, web.Response]:
    try:
        result: ActionExecutorRunResult | None = await executor.run(call)
        told = result or ActionExecutorRunResult(events=[], responses=[])
        check_told(told.events, told.responses)
    except ActionExecutionRejection:
        return "rejected", web.json_response({"error": "rejected", "action_name": name}, status=400)
    except ActionNotFoundException:
        return "unknown", web.json_response({"error": "unknown", "action_name": name}, status=404)
    except TalkativeActionError as error:
        return str(error), web.Response(status=500)
    except Exception as error:  # noqa: BLE001 - an action's failure must reach Rasa as one, and quote nobody
        return f"failed: {_place_of(error)}", web.Response(status=500)
    return "ok", web.json_response(told.model_dump())


def _place_of(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace is not None else ""
    return type(error).__name__ + place


class ActionServer:
    """`async with` it: listens on a loopback port while open; on a free one unless `port` names it."""

    def __init__(self, actions: Iterable[Action], secret: str, *, port: int = 0) -> None:
        self.secret = secret
        self._port = port
        self._runner = web.AppRunner(action_app(actions, secret), access_log=None)

    @property
    def port(self) -> int:
        port: int = self._runner.addresses[0][1]
        return port

    async def __aenter__(self) -> ActionServer:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
