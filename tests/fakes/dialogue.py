"""Stands in for Rasa where a test needs it slow, down, or saying one known thing. Implements `Dialogue`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.dialogue.port import DialogueAnswer, DialogueRequest, Step
from bot.errors import DialogueUnavailableError
from bot.messages.turn import DialogueState

type Behaviour = Callable[[DialogueRequest], Awaitable[DialogueAnswer]]


def says(name: str, intent: str = "greet") -> Behaviour:
    async def behave(request: DialogueRequest) -> DialogueAnswer:
        state = DialogueState(session=request.state.session)
        return DialogueAnswer(intent, 0.99, (Step(None, name),), state)

    return behave


async def is_down(_request: DialogueRequest) -> DialogueAnswer:
    raise DialogueUnavailableError


class ScriptedDialogue:
    """Keeps every request, so that a test may look at what Rasa would have seen."""

    def __init__(self) -> None:
        self.requests: list[DialogueRequest] = []
        self.behave: Behaviour = says("greet")

    async def handle(self, request: DialogueRequest) -> DialogueAnswer:
        self.requests.append(request)
        return await self.behave(request)
