"""Alarms that the intent model sees. The second line only: the safety watch has looked at the raw text before.

So the model must be sure to send the emergency text and wake the desk. When it leans that way only, the numbers to call
are named and a person is offered: a question about emergencies is no emergency.
"""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.buttons import Buttons
from actions.turns import Outcome, TurnAction, confidence_of, intent_of
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.reply import Reply, ReplyPurpose
from bot.messages.turn import OpenTurns, Turn

SURE = 0.6  # confidence from which the alarm is taken as given


class RedFlagReply(TurnAction):
    action_name = "action_red_flag"

    def __init__(self, turns: OpenTurns, buttons: Buttons) -> None:
        super().__init__(turns)
        self._buttons = buttons

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        if confidence_of(tracker) < SURE:
            reply = Reply(say="alarm_unsure", choices=self._buttons.make(["person"], turn.language))
            return Outcome((reply,), events=(SlotSet("offered", "person"),), route="clarify")
        crisis = intent_of(tracker) == "report_crisis"
        reason = TicketReason.CRISIS if crisis else TicketReason.EMERGENCY
        return Outcome(
            replies=(Reply(say=f"{reason.value}_general", purpose=ReplyPurpose.EMERGENCY),),
            effects=(OpenTicket(reason, urgent=True),),
            route=reason.value,
        )
