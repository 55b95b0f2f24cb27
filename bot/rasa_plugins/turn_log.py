"""What happens in Rasa during one turn, in order: which actions ran, what is to be said, what went wrong.

Rasa swallows the exceptions of actions and of its tracker store (it logs them and carries on), so its log is listened
to as well. Problems are short codes, never messages: those could quote the patient.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from typing import Any, Dict, List, Optional

import aiohttp
from rasa.core.channels.channel import OutputChannel
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

ACTION_LIMIT = 10.0  # seconds for one action; Rasa's own limit is five minutes
REJECTED = 400  # how an action declines to run: not an error
WATCHED_LOGGERS = {"rasa.core.processor": logging.WARNING, "rasa.core.tracker_store": logging.ERROR}


class TurnLog(OutputChannel):
    """The output channel of one turn. Nothing is sent anywhere: only the names of fixed texts are noted."""

    def __init__(self) -> None:
        self.steps: List[Dict[str, str]] = []
        self.problems: List[str] = []

    @classmethod
    def name(cls) -> str:
        return "frontdesk"

    @property
    def actions_run(self) -> List[str]:
        return [step["action"] for step in self.steps if "action" in step]

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:  # noqa: ARG002
        """Takes `custom: {say: name}` only. Anything else would be text that passed through Rasa."""
        custom = message.get("custom")
        if isinstance(custom, dict) and isinstance(custom.get("say"), str) and not message.get("text"):
            self.steps.append({"say": custom["say"]})
        else:
            self.problems.append("reply_without_name")


current_turn: ContextVar[Optional[TurnLog]] = ContextVar("current_turn", default=None)


class WatchedEndpoint(EndpointConfig):
    """The action endpoint of endpoints.yml, which also notes every action that ran, asking for slots included."""

    @classmethod
    def around(cls, endpoint: EndpointConfig) -> "WatchedEndpoint":
        return cls(
            endpoint.url,
            endpoint.params,
            endpoint.headers,
            endpoint.basic_auth,
            endpoint.token,
            endpoint.token_name,
            endpoint.cafile,
            **endpoint.kwargs,
        )

    async def request(self, *args: Any, **kwargs: Any) -> Optional[Any]:
        turn = current_turn.get()
        kwargs["timeout"] = aiohttp.ClientTimeout(total=ACTION_LIMIT)
        try:
            answer = await super().request(*args, **kwargs)
        except ClientResponseError as error:
            if turn is not None and error.status != REJECTED:
                turn.problems.append("action_failed")
            raise
        if turn is not None:
            turn.steps.append({"action": kwargs["json"]["next_action"]})
        return answer


class ProblemListener(logging.Handler):
    """Notes that Rasa logged an error during a turn. The record itself is not read."""

    def emit(self, record: logging.LogRecord) -> None:
        turn = current_turn.get()
        if turn is not None:
            turn.problems.append(f"logged_by_{record.module}")


def listen_for_problems() -> None:
    for name, level in WATCHED_LOGGERS.items():
        logging.getLogger(name).addHandler(ProblemListener(level))
