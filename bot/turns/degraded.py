"""What a patient gets while Rasa is down: a person, a booking link or an FAQ answer, found by plain words."""

from __future__ import annotations

import re

from bot.faq.search import FaqSearch
from bot.letters import fold
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.reply import LinkPurpose, LinkRequest, Reply
from bot.turns.opened import Answer, Opened, Route

PERSON = re.compile(
    r"\b(person|human|someone|somebody|agent|staff|receptionist|representative|nurse|call me"
    r"|persona|humano|alguien|recepcion|enfermera)\b"
)
BOOKING = re.compile(
    r"\b(book|booking|schedule|reschedule|appointments?|appts?|apt|visit|slot|come in"
    r"|citas?|agendar|reservar|turno|consulta)\b"
)


class Degraded:
    def __init__(self, faq: FaqSearch) -> None:
        self._faq = faq

    async def answer(self, opened: Opened) -> Answer:
        words = fold(opened.guarded.refuse)
        meant = opened.choice.intent if opened.choice else None
        if meant == "request_human" or PERSON.search(words):
            return _handoff(Reply(say="degraded_handoff", link=LinkRequest(LinkPurpose.SECURE_CHAT)))
        if meant == "book_appointment" or BOOKING.search(words):
            link = LinkRequest(LinkPurpose.BOOKING)
            return Answer(Route.BOOK, (Reply(say="degraded_booking", link=link),), intent="book_appointment")
        found = await self._faq.search(opened.guarded.refuse, opened.language) if words else None
        if found is not None and found.sure and found.best is not None:
            best = found.best
            return Answer(Route.FAQ, (Reply(text=best.text),), intent="ask_faq", faq=(best.id, best.score))
        return _handoff(Reply(say="degraded", link=LinkRequest(LinkPurpose.SECURE_CHAT)))


def _handoff(reply: Reply) -> Answer:
    return Answer(Route.HANDOFF, (reply,), effects=(OpenTicket(TicketReason.PERSON_REQUESTED),))
