"""Fetches a person: opens a ticket and says where and when somebody will answer.

Where the channel may not carry it, the conversation goes on in the clinic's own secure chat, by a one-time link.
"""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.moments import say_moment
from actions.opening import next_opening
from actions.turns import Outcome, TurnAction, intent_of
from bot.clinic import Clinic
from bot.messages.channel import HandoffMode
from bot.messages.clock import Clock
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.reply import LinkPurpose, LinkRequest, Reply
from bot.messages.turn import OpenTurns, Turn
from bot.texts.catalog import Texts


class Handoff:
    """Words a handoff; used by every action that may end with a person."""

    def __init__(self, clinic: Clinic, texts: Texts, clock: Clock) -> None:
        self._clinic = clinic
        self._texts = texts
        self._clock = clock

    def fetch(self, turn: Turn, reason: TicketReason, *, before: str | None = None) -> Outcome:
        """`before` names a fixed text that is said first."""
        first = (Reply(say=before),) if before else ()
        return Outcome(replies=(*first, self._reply(turn)), effects=(OpenTicket(reason),), route="handoff")

    def _reply(self, turn: Turn) -> Reply:
        secure = turn.capabilities.handoff is HandoffMode.SECURE_CHAT
        place = "secure_chat" if secure else "here"
        link = LinkRequest(LinkPurpose.SECURE_CHAT) if secure else None
        now = self._clock()
        opens = next_opening(self._clinic, now)
        if opens is None:
            return Reply(say=f"handoff_{place}_later", link=link)
        if opens <= now:
            return Reply(say=f"handoff_{place}_open", values={"minutes": str(self._clinic.answer_minutes)}, link=link)
        moment = say_moment(self._texts, turn.language, opens.astimezone(self._clinic.zone))
        return Reply(say=f"handoff_{place}_closed", values={"opens": moment}, link=link)


class FetchPerson(TurnAction):
    action_name = "action_handoff"

    def __init__(self, turns: OpenTurns, handoff: Handoff) -> None:
        super().__init__(turns)
        self._handoff = handoff

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        if intent_of(tracker) == "complaint":
            return self._handoff.fetch(turn, TicketReason.COMPLAINT, before="complaint")
        return self._handoff.fetch(turn, TicketReason.PERSON_REQUESTED)
