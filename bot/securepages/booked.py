"""After the confirmation: the visit's details, the calendar file, cancelling. Only for the browser that booked."""

from __future__ import annotations

from aiohttp import web

from bot.messages.reply import LinkPurpose
from bot.scheduling.calendar_file import calendar_file
from bot.scheduling.states import AppointmentState
from bot.securepages.access import session_of
from bot.securepages.booking_view import describe
from bot.securepages.pages import PAGES, SecurePages
from bot.securepages.sessions import PageSession

CALENDAR_PATH = "/booking/appointment.ics"


async def show(pages: SecurePages, page: PageSession) -> web.Response:
    async with pages.database.work() as session:
        appointment = await pages.appointments.get(session, page.appointment_id or "")
    if appointment is None or appointment.state is AppointmentState.CANCELLED:
        return pages.render.page("cancelled.html", page.language, csrf=page.csrf)
    visit = describe(pages, page.language, appointment.time)
    return pages.render.page("booked.html", page.language, visit=visit, csrf=page.csrf, calendar=CALENDAR_PATH)


async def change(pages: SecurePages, page: PageSession, verb: str) -> None:
    """`cancel` gives the time back, `again` starts over once it is cancelled; anything else changes nothing."""
    now = pages.clock()
    appointment_id = page.appointment_id or ""
    async with pages.database.work() as session:
        appointment = await pages.appointments.get(session, appointment_id)
        cancelled = appointment is None or appointment.state is AppointmentState.CANCELLED
        if verb == "again" and cancelled:
            await pages.sessions.change_subject(session, page.id, "", now)
        elif verb == "cancel" and await pages.appointments.cancel(session, appointment_id, now=now):
            await pages.audit.record(
                session, actor="patient", action="appointment.cancelled", subject=f"appointment:{appointment_id}"
            )


async def download_calendar(request: web.Request) -> web.Response:
    pages = request.app[PAGES]
    page = await session_of(request)
    if page is None or page.purpose is not LinkPurpose.BOOKING or page.appointment_id is None:
        raise web.HTTPNotFound
    async with pages.database.work() as session:
        appointment = await pages.appointments.get(session, page.appointment_id)
    if appointment is None or appointment.state is not AppointmentState.BOOKED:
        raise web.HTTPNotFound
    content = calendar_file(
        appointment.id,
        appointment.time,
        title=pages.texts.say("page_calendar_title", page.language),
        location=pages.clinic.address.line,
        now=pages.clock(),
    )
    return web.Response(
        body=content,
        content_type="text/calendar",
        charset="utf-8",
        headers={"Content-Disposition": 'attachment; filename="appointment.ics"'},
    )
