"""The route on which Rasa calls actions: secret, loopback, and nothing told to Rasa but ids."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet, UserUttered
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection
from rasa_sdk.types import DomainDict

from bot.dialogue.action_server import ACTIONS_PATH, ActionServer
from bot.dialogue.address import SECRET_HEADER

SECRET = "s" * 40
PLANTED = "zanzibar"


class Scripted(Action):
    """Does what its name says."""

    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,  # noqa: ARG002 - as rasa_sdk calls it
    ) -> list[EventType]:
        match self._name:
            case "action_fails":
                raise ValueError(tracker.latest_message["text"])
            case "action_rejects":
                raise ActionExecutionRejection(self._name, PLANTED)
            case "action_utters":
                dispatcher.utter_message(text=PLANTED)
            case "action_keeps_text":
                return [SlotSet("note", f"my name is {PLANTED}")]
            case "action_forges_user":
                return [UserUttered(PLANTED)]
        return [ActiveLoop("booking_form"), SlotSet("open_time", "okafor@29750000@office-visit"), SlotSet("x", None)]


NAMES = ("action_ok", "action_fails", "action_rejects", "action_utters", "action_keeps_text", "action_forges_user")


@pytest.fixture
async def server() -> AsyncIterator[ActionServer]:
    async with ActionServer([Scripted(name) for name in NAMES], SECRET) as server:
        yield server


async def call(
    server: ActionServer, action: str, *, secret: str = SECRET, method: str = "POST", path: str = ACTIONS_PATH
) -> tuple[int, str]:
    tracker: dict[str, Any] = {"sender_id": "c-0", "slots": {}, "latest_message": {"text": PLANTED}, "events": []}
    body = {"next_action": action, "sender_id": "c-0", "tracker": tracker, "domain": {"intents": []}}
    url = f"http://127.0.0.1:{server.port}{path}"
    async with (
        aiohttp.ClientSession() as http,
        http.request(method, url, json=body, headers={SECRET_HEADER: secret}) as response,
    ):
        return response.status, await response.text()


async def test_an_action_is_run_and_its_events_come_back(server: ActionServer) -> None:
    status, text = await call(server, "action_ok")
    assert status == 200
    answer = json.loads(text)
    assert [event["event"] for event in answer["events"]] == ["active_loop", "slot", "slot"]
    assert answer["responses"] == []


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "s", "\xe9"])
async def test_without_the_secret_nothing_is_run(server: ActionServer, secret: str) -> None:
    assert await call(server, "action_ok", secret=secret) == (403, "")


@pytest.mark.parametrize(("method", "path"), [("GET", ACTIONS_PATH), ("POST", "/"), ("POST", "/webhook")])
async def test_there_is_one_route_only(server: ActionServer, method: str, path: str) -> None:
    status, _ = await call(server, "action_ok", method=method, path=path)
    assert status in (404, 405)


@pytest.mark.parametrize(
    ("action", "status"),
    [
        ("action_fails", 500),
        ("action_rejects", 400),
        ("action_unknown", 404),
        ("action_utters", 500),
        ("action_keeps_text", 500),
        ("action_forges_user", 500),
    ],
)
async def test_whatever_goes_wrong_quotes_nobody(server: ActionServer, action: str, status: int) -> None:
    with structlog.testing.capture_logs() as logs:
        answered, text = await call(server, action)
    assert answered == status
    assert PLANTED not in text
    assert PLANTED not in repr(logs)
    assert [entry["action"] for entry in logs] == [action]
    assert logs[0]["outcome"] != "ok"


async def test_a_rejection_is_told_the_way_rasa_expects(server: ActionServer) -> None:
    _, text = await call(server, "action_rejects")
    assert json.loads(text) == {"error": "rejected", "action_name": "action_rejects"}
