"""Emergency access: asking for it, and reviewing that it was used."""

from __future__ import annotations

from aiohttp import web

from bot.desk.emergency_access import LASTS, EmergencyReason
from bot.desk.pages.sign_in import words_of
from bot.desk.permissions import Permission
from bot.desk.web.route import get, post
from bot.desk.web.visit import Visit, see_other


async def show(visit: Visit) -> web.Response:
    return _render(visit)


async def start(visit: Visit) -> web.Response:
    desk, account = visit.desk, visit.staff
    try:
        reason = EmergencyReason(visit.form.get("reason", ""))
    except ValueError:
        return _render(visit, "Choose a reason.")
    form = visit.form
    refused = await desk.sign_in.confirm(account.id, form.get("own_password", ""), form.get("own_code", ""))
    if refused is not None:
        return _render(visit, words_of(refused))
    async with desk.database.work() as session:
        await desk.emergency_access.start(session, account.id, reason, visit.now)
    return see_other("/inbox")


async def review(visit: Visit) -> web.Response:
    async with visit.desk.database.work() as session:
        done = await visit.desk.emergency_access.review(
            session, visit.request.match_info["grant"], visit.staff.id, visit.now
        )
    if not done:
        raise web.HTTPConflict
    return see_other("/audit")


def _render(visit: Visit, problem: str = "") -> web.Response:
    return visit.page(
        "emergency_access.html",
        status=422 if problem else 200,
        reasons=list(EmergencyReason),
        minutes=int(LASTS.total_seconds()) // 60,
        problem=problem,
    )


ROUTES = (
    get("/emergency-access", Permission.ASK_EMERGENCY_ACCESS, show),
    post("/emergency-access", Permission.ASK_EMERGENCY_ACCESS, start),
    post("/emergency-access/{grant}/review", Permission.REVIEW_EMERGENCY_ACCESS, review),
)
