"""Actions for the smallest Rasa project (tests/contract/rasa_project). They note what they were called with.

A turn whose id begins with "crash" or "talk" makes `action_answer_faq` fail, or say something through Rasa.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.dialogue.restore import restore_events, state_to_restore
from bot.dialogue.turn_id import turn_id_of


@dataclass
class Calls:
    """(action, turn id) in the order they came."""

    made: list[tuple[str, str]] = field(default_factory=list)

    def of_turn(self, turn_id: str) -> list[str]:
        return [action for action, turn in self.made if turn == turn_id]


class NotingAction(Action):
    def __init__(self, name: str, calls: Calls) -> None:
        self._name = name
        self._calls = calls

    def name(self) -> str:
        return self._name

    async def run(
        self,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,  # noqa: ARG002 - as rasa_sdk calls it
    ) -> list[EventType]:
        turn_id = turn_id_of(tracker)
        self._calls.made.append((self._name, turn_id))
        if turn_id.startswith("crash") and self._name != "action_session_start":
            raise RuntimeError("the action failed on purpose")
        if turn_id.startswith("talk"):
            dispatcher.utter_message(text="Words that an action hands to Rasa.")
        if turn_id.startswith("malformed") and self._name != "action_session_start":
            return [{"event": "slot", "name": 5}]
        return restore_events(state_to_restore(tracker)) if self._name == "action_session_start" else []


def noting_actions(calls: Calls) -> list[Action]:
    names = ("action_session_start", "action_answer_faq", "action_ask_open_time", "action_hold_time")
    return [NotingAction(name, calls) for name in names]
