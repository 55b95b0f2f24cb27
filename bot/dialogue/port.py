"""What the journey asks of a dialogue engine. No text comes back, only names: actions add replies to their turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.messages.effects import Language
from bot.messages.reply import Meaning
from bot.messages.turn import DialogueState


@dataclass(frozen=True, slots=True)
class DialogueRequest:
    """One message. Either `text` (wide masking) or `choice`; with a choice, `text` is not looked at."""

    session_id: str  # conversation id + "-" + session number
    turn_id: str
    text: str
    choice: Meaning | None
    state: DialogueState  # restores the dialogue when the engine has forgotten it
    language: Language

    def __repr__(self) -> str:
        kind = "choice" if self.choice else f"{len(self.text)} characters"
        return f"DialogueRequest(turn_id={self.turn_id!r}, {kind})"


@dataclass(frozen=True, slots=True)
class Step:
    """Either an action of ours was run, or a fixed text is to be said."""

    action: str | None
    say: str | None  # name of a fixed text


@dataclass(frozen=True, slots=True)
class DialogueAnswer:
    """`state.session` is one higher than asked when the engine wants the next message in a new session."""

    intent: str
    confidence: float  # 0..1; of a choice, 1
    steps: tuple[Step, ...]  # in the order they happened
    state: DialogueState


class Dialogue(Protocol):
    async def handle(self, request: DialogueRequest) -> DialogueAnswer:
        """Raises DialogueUnavailableError, after which the session must not be used again."""
        ...
