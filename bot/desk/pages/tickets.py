"""What staff do with a ticket. Each answers 409 when a colleague was quicker."""

from __future__ import annotations

from aiohttp import web

from bot.desk.permissions import Permission
from bot.desk.web.route import post
from bot.desk.web.visit import Visit, see_other
from bot.messages.effects import OpenTicket, TicketReason


async def claim(visit: Visit) -> web.Response:
    async with visit.desk.database.work() as session:
        done = await visit.desk.tickets.claim(session, _ticket(visit), visit.staff.id, visit.now)
    return await _back(visit, done)


async def take_over(visit: Visit) -> web.Response:
    async with visit.desk.database.work() as session:
        done = await visit.desk.tickets.take_over(
            session, _ticket(visit), visit.staff.id, visit.now, claimed_by=visit.form.get("claimed_by", "")
        )
    return await _back(visit, done)


async def acknowledge(visit: Visit) -> web.Response:
    async with visit.desk.database.work() as session:
        done = await visit.desk.tickets.acknowledge(session, _ticket(visit), visit.staff.id, visit.now)
    return await _back(visit, done)


async def hand_back(visit: Visit) -> web.Response:
    async with visit.desk.database.work() as session:
        done = await visit.desk.tickets.hand_back(session, _ticket(visit), visit.staff.id, visit.now)
    return await _back(visit, done, to="/inbox?done=handed_back")


async def close(visit: Visit) -> web.Response:
    async with visit.desk.database.work() as session:
        done = await visit.desk.tickets.close(session, _ticket(visit), visit.staff.id, visit.now)
    return await _back(visit, done, to="/inbox?done=closed")


async def join(visit: Visit) -> web.Response:
    """Staff step in where the bot is answering: opens a ticket and claims it at once."""
    desk, conversation_id = visit.desk, visit.request.match_info["conversation"]
    async with desk.database.work() as session:
        await desk.conversations.get(session, conversation_id)
        ticket = await desk.tickets.open(session, conversation_id, OpenTicket(TicketReason.PERSON_REQUESTED), visit.now)
        done = await desk.tickets.claim(session, ticket, visit.staff.id, visit.now)
    return await _back(visit, done, to=f"/conversations/{conversation_id}")


def _ticket(visit: Visit) -> str:
    return visit.request.match_info["ticket"]


async def _back(visit: Visit, done: bool, to: str | None = None) -> web.Response:
    if not done:
        raise web.HTTPConflict
    await visit.desk.live.look()
    if to is not None:
        return see_other(to)
    async with visit.desk.database.reading() as session:
        conversation_id = await visit.desk.tickets.conversation_of(session, _ticket(visit))
    return see_other(f"/conversations/{conversation_id}")


ROUTES = (
    post("/tickets/{ticket}/claim", Permission.ANSWER, claim),
    post("/tickets/{ticket}/take-over", Permission.ANSWER, take_over),
    post("/tickets/{ticket}/acknowledge", Permission.ANSWER, acknowledge),
    post("/tickets/{ticket}/hand-back", Permission.ANSWER, hand_back),
    post("/tickets/{ticket}/close", Permission.ANSWER, close),
    post("/conversations/{conversation}/join", Permission.ANSWER, join),
)
