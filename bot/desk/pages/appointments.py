"""The appointments of one day. Who comes is PHI: each view leaves an audit row."""

from __future__ import annotations

from datetime import date, timedelta

from aiohttp import web

from bot.desk.audited import Deed, staff_actor
from bot.desk.permissions import Permission
from bot.desk.web.route import get
from bot.desk.web.visit import Visit


async def show(visit: Visit) -> web.Response:
    desk = visit.desk
    today = visit.now.astimezone(desk.clinic.zone).date()
    day = _day(visit.request.query.get("day"), today)
    async with desk.database.work() as session:
        lines = await desk.day_sheet.appointments(session, day)
        await desk.audit.record(
            session,
            actor=staff_actor(visit.staff.id),
            action=Deed.APPOINTMENTS_READ,
            subject=f"appointments:{day:%Y-%m-%d}",
            details={"entries": len(lines)},
        )
    one = timedelta(days=1)
    return visit.page("appointments.html", day=day, today=today, before=day - one, after=day + one, lines=lines)


def _day(text: str | None, today: date) -> date:
    try:
        return date.fromisoformat(text) if text else today
    except ValueError:
        return today


ROUTES = (get("/appointments", Permission.SEE_APPOINTMENTS, show),)
