"""Requests to erase that need the privacy officer: nobody of the id wrote here, or a legal hold keeps it."""

from __future__ import annotations

from aiohttp import web

from bot.desk.audited import staff_actor
from bot.desk.permissions import Permission
from bot.desk.web.route import get, post
from bot.desk.web.visit import Visit, see_other


async def show(visit: Visit) -> web.Response:
    async with visit.desk.database.work() as session:
        requests = await visit.desk.erasure_requests.read_as_staff(session, actor=staff_actor(visit.staff.id))
    return visit.page("erasures.html", requests=requests)


async def erase(visit: Visit) -> web.Response:
    code, conversation_id = visit.request.match_info["code"], visit.form.get("conversation", "").strip()
    async with visit.desk.database.work() as session:
        erased = await visit.desk.erasure_requests.erase(
            session, code, conversation_id, actor=staff_actor(visit.staff.id), now=visit.now
        )
    if not erased:
        raise web.HTTPConflict
    return see_other("/erasures")


async def close(visit: Visit) -> web.Response:
    async with visit.desk.database.work() as session:
        closed = await visit.desk.erasure_requests.close(
            session, visit.request.match_info["code"], actor=staff_actor(visit.staff.id), now=visit.now
        )
    if not closed:
        raise web.HTTPConflict
    return see_other("/erasures")


ROUTES = (
    get("/erasures", Permission.ERASE_RECORDS, show),
    post("/erasures/{code}/erase", Permission.ERASE_RECORDS, erase),
    post("/erasures/{code}/close", Permission.ERASE_RECORDS, close),
)
