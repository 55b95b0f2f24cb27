"""The one way into Rasa: two routes under /webhooks/frontdesk, both behind a secret header.

    POST /turns     one message, answered by what Rasa decided (see wire.py)
    GET  /health    see health.py

A failure is never an empty success: every answer carries a receipt, and a receipt with an error is worth as little as
no answer. Without the secret there is nothing but 403.
"""

from __future__ import annotations

import hmac
from typing import Any, Awaitable, Callable, Coroutine, Dict, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from bot.rasa_plugins.action_answers import build_validator_once
from bot.rasa_plugins.health import has_fallen_back, sha256_of, store_behind, write_health
from bot.rasa_plugins.tracker_store import BoundedTrackerStore
from bot.rasa_plugins.turn_log import TurnLog, WatchedEndpoint, current_turn, listen_for_problems
from bot.rasa_plugins.wire import MalformedRequestError, TurnRequest, message_of_turn, read_request, write_state

SECRET_HEADER = "X-Frontdesk-Secret"  # noqa: S105 - its name
SHORTEST_SECRET = 32  # characters
LARGEST_REQUEST = 64 * 1024  # bytes

TakeMessage = Callable[[UserMessage], Awaitable[Any]]
Handler = Callable[[Request], Coroutine[Any, Any, HTTPResponse]]


class FrontdeskChannel(InputChannel):
    @classmethod
    def name(cls) -> str:
        return "frontdesk"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "FrontdeskChannel":
        secret = (credentials or {}).get("secret")
        if not isinstance(secret, str) or len(secret) < SHORTEST_SECRET or secret.startswith("$"):
            raise RasaException("the frontdesk channel needs its secret in FRONTDESK_RASA_SECRET")
        return cls(secret)

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()
        self._model_sha256: Optional[str] = None

    def blueprint(self, on_new_message: TakeMessage) -> Blueprint:
        routes = Blueprint("frontdesk_channel")
        routes.listener("after_server_start")(self._prepare)
        routes.add_route(self._guarded(self._health), "/health", methods=["GET"])

        async def take_turn(request: Request) -> HTTPResponse:
            return await self._take_turn(request, on_new_message)

        routes.add_route(self._guarded(take_turn), "/turns", methods=["POST"])
        return routes

    async def _prepare(self, app: Sanic, _loop: object) -> None:
        """The model is loaded by now: Rasa does so before it listens."""
        app.config.REQUEST_MAX_SIZE = LARGEST_REQUEST
        listen_for_problems()
        build_validator_once()
        agent: Agent = app.ctx.agent
        if agent.processor is None:
            return
        self._model_sha256 = sha256_of(agent.processor.model_path)
        if agent.action_endpoint is not None:
            agent.action_endpoint = WatchedEndpoint.around(agent.action_endpoint)
            agent.processor.action_endpoint = agent.action_endpoint

    def _guarded(self, handler: Handler) -> Handler:
        async def checked(request: Request) -> HTTPResponse:
            given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
            if not hmac.compare_digest(given, self._secret):
                return empty(403)
            return await handler(request)

        checked.__name__ = handler.__name__.strip("_")  # Sanic tells routes apart by it
        return checked

    async def _health(self, request: Request) -> HTTPResponse:
        return json_response(write_health(request.app.ctx.agent, self._model_sha256))

    async def _take_turn(self, request: Request, on_new_message: TakeMessage) -> HTTPResponse:
        try:
            turn = read_request(request.body)
        except MalformedRequestError:
            return json_response({"receipt": {"turn": None, "actions_run": [], "error": "malformed"}}, 400)
        log = TurnLog()
        token = current_turn.set(log)
        try:
            await on_new_message(turn.message(log, self.name()))
        except Exception as error:  # noqa: BLE001 - whatever Rasa raises becomes a receipt with an error
            log.problems.append(type(error).__name__)
        else:
            return json_response(await _answer(turn, log, request.app.ctx.agent))
        finally:
            current_turn.reset(token)
        return json_response({"receipt": _receipt(turn, log)})


async def _answer(turn: TurnRequest, log: TurnLog, agent: Agent) -> Dict[str, Any]:
    if has_fallen_back(agent):
        log.problems.append("store_fallen_back")
    tracker = await agent.tracker_store.retrieve(turn.session_id)
    message = message_of_turn(tracker, turn.turn)
    if tracker is None or message is None:
        log.problems.append("not_remembered")
        return {"receipt": _receipt(turn, log)}
    store = store_behind(agent)
    return {
        "receipt": _receipt(turn, log),
        "intent": message.intent.get(INTENT_NAME_KEY),
        "confidence": message.intent.get(PREDICTED_CONFIDENCE_KEY),
        "steps": log.steps,
        "state": write_state(tracker),
        "session_over": isinstance(store, BoundedTrackerStore) and store.drop_if_over_long(turn.session_id),
    }


def _receipt(turn: TurnRequest, log: TurnLog) -> Dict[str, Any]:
    return {"turn": turn.turn, "actions_run": log.actions_run, "error": ",".join(log.problems) or None}
