"""A Rasa session begins: what the dialogue must still know comes back from our own database.

After a crash, a time-out or an erased identifier the old Rasa session is abandoned; a half-filled form goes on with the
very message that starts the new one. Needs no turn, for it answers nothing.
"""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from bot.dialogue.restore import restore_events, state_to_restore


class StartSession(Action):
    def name(self) -> str:
        return "action_session_start"

    async def run(
        self,
        dispatcher: CollectingDispatcher,  # noqa: ARG002 - never used, on purpose
        tracker: Tracker,
        domain: DomainDict,  # noqa: ARG002
    ) -> list[EventType]:
        return restore_events(state_to_restore(tracker))
