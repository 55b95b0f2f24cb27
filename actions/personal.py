"""What is about one person is never answered in chat: it moves to the secure page or to a person.

On a covered channel the conversation is on the clinic's own page already, so no link is sent.
"""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.buttons import Buttons
from actions.faq import FaqReplies, listed
from actions.turns import Outcome, TurnAction, intent_of
from bot.messages.channel import Ceiling
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.reply import LinkPurpose, LinkRequest, Reply
from bot.messages.turn import OpenTurns, Turn

REASONS = {
    "request_refill": TicketReason.REFILL,
    "request_results": TicketReason.RESULTS,
    "ask_billing": TicketReason.BILLING,
    "request_records": TicketReason.RECORDS,
}

APPOINTMENT_ROUTES = {
    "reschedule_appointment": "reschedule",
    "cancel_appointment": "cancel",
    "check_appointment": "check",
}


def secure_chat(turn: Turn) -> LinkRequest | None:
    covered = turn.capabilities.ceiling is Ceiling.COVERED
    return None if covered else LinkRequest(LinkPurpose.SECURE_CHAT)


def say_for(turn: Turn, name: str) -> str:
    """The fixed text's name: on a covered channel it speaks of this chat, elsewhere of the link."""
    return f"{name}_here" if turn.capabilities.ceiling is Ceiling.COVERED else f"{name}_link"


class PersonalMatter(TurnAction):
    """Refills, results, bills and records."""

    action_name = "action_personal_matter"

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        reason = REASONS.get(intent_of(tracker), TicketReason.PERSON_REQUESTED)
        reply = Reply(say=say_for(turn, f"personal_{reason.value}"), link=secure_chat(turn))
        return Outcome((reply,), (OpenTicket(reason),), route="secure_link")


class AppointmentLink(TurnAction):
    """Changing, cancelling or looking up an appointment: an appointment that exists is PHI."""

    action_name = "action_appointment_link"

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        route = APPOINTMENT_ROUTES.get(intent_of(tracker), "check")
        reply = Reply(say=say_for(turn, f"appointment_{route}"), link=secure_chat(turn))
        return Outcome((reply,), (OpenTicket(TicketReason.BOOKING),), route=route)


class NurseLine(TurnAction):
    """Clinical advice is never given. A person is fetched only when the patient wants one."""

    action_name = "action_nurse_line"

    def __init__(self, turns: OpenTurns, replies: FaqReplies, buttons: Buttons) -> None:
        super().__init__(turns)
        self._replies = replies
        self._buttons = buttons

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        if tracker.active_loop_name:
            return Outcome((Reply(say="booking_reason_private"),), route="book")
        general = await self._replies.related(turn)
        choices = self._buttons.make(["person", "book"], turn.language) + general
        say = say_for(turn, "clinical_advice_general" if general else "clinical_advice")
        values = {"questions": listed(general)} if general else {}
        return Outcome(
            replies=(Reply(say=say, values=values, choices=choices, link=secure_chat(turn)),),
            events=(SlotSet("offered", "person"),),
            route="secure_link",
        )
