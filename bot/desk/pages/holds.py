"""Placing and releasing a legal hold, on the page of the conversation."""

from __future__ import annotations

from aiohttp import web

from bot.desk.audited import staff_actor
from bot.desk.permissions import Permission
from bot.desk.web.route import post
from bot.desk.web.visit import Visit, see_other
from bot.transcripts.hold_reason import HoldReason


async def place(visit: Visit) -> web.Response:
    desk, staff, conversation_id = visit.desk, visit.staff, visit.request.match_info["conversation"]
    try:
        reason = HoldReason(visit.form.get("reason", ""))
    except ValueError:
        raise web.HTTPUnprocessableEntity from None
    async with desk.database.work() as session:
        placed = await desk.legal_holds.place(
            session, conversation_id, reason=reason, staff_id=staff.id, actor=staff_actor(staff.id), now=visit.now
        )
    if not placed:
        raise web.HTTPConflict
    return see_other(f"/conversations/{conversation_id}?done=held")


async def release(visit: Visit) -> web.Response:
    desk, staff, conversation_id = visit.desk, visit.staff, visit.request.match_info["conversation"]
    async with desk.database.work() as session:
        released = await desk.legal_holds.release(
            session, conversation_id, staff_id=staff.id, actor=staff_actor(staff.id)
        )
    if not released:
        raise web.HTTPConflict
    return see_other(f"/conversations/{conversation_id}?done=released")


ROUTES = (
    post("/conversations/{conversation}/hold", Permission.HOLD_RECORDS, place),
    post("/conversations/{conversation}/release-hold", Permission.HOLD_RECORDS, release),
)
