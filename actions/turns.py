"""What every action shares: it finds its turn, adds exactly one record to it, and tells Rasa next to nothing.

An action whose turn is gone (answered, timed out, lease lost) does nothing. Nothing is ever uttered through Rasa's
dispatcher, for Rasa would keep and log it. Events carry opaque ids and enumerations only.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rasa_sdk import Action
from rasa_sdk.events import EventType

from bot.dialogue.turn_id import turn_id_of
from bot.messages.effects import Effect
from bot.messages.reply import Reply
from bot.messages.turn import ActionRecord, OpenTurns, Turn

if TYPE_CHECKING:
    from rasa_sdk import Tracker
    from rasa_sdk.executor import CollectingDispatcher
    from rasa_sdk.types import DomainDict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one action came to: what the patient gets, what is to be done, what Rasa is told."""

    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    events: tuple[EventType, ...] = ()
    faq: tuple[str, float] | None = None
    route: str | None = None


class TurnAction(Action):
    """A standard action that answers a turn. Subclasses set `action_name` and write `answer`."""

    action_name: str

    def __init__(self, turns: OpenTurns) -> None:
        self._turns = turns

    def name(self) -> str:
        return self.action_name

    async def run(
        self,
        dispatcher: CollectingDispatcher,  # noqa: ARG002 - never used, on purpose
        tracker: Tracker,
        domain: DomainDict,  # noqa: ARG002
    ) -> list[EventType]:
        turn_id = turn_id_of(tracker)
        turn = self._turns.find(turn_id) if turn_id else None
        if turn is None:
            return []
        outcome = await self.answer(turn, tracker)
        record = ActionRecord(self.action_name, outcome.replies, outcome.effects, outcome.faq, outcome.route)
        if not turn.add(record):
            await self.undo(outcome)
            return []
        return list(outcome.events)

    async def undo(self, outcome: Outcome) -> None:
        """The turn closed while the action ran: whatever it did besides replying is taken back."""

    @abstractmethod
    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome: ...


def intent_of(tracker: Tracker) -> str:
    """The intent that Rasa acted on, `nlu_fallback` included; "" at session start."""
    intent = tracker.latest_message.get("intent") or {}
    return str(intent.get("name") or "")


def confidence_of(tracker: Tracker) -> float:
    """0..1, of that intent."""
    intent = tracker.latest_message.get("intent") or {}
    return float(intent.get("confidence") or 0.0)


def slot_of(tracker: Tracker, name: str) -> str | None:
    value = tracker.slots.get(name)
    return None if value is None else str(value)
