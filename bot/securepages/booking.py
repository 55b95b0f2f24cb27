"""`/booking`: who the visit is for, and the confirmation.

One form, which works without scripts: every button sends all of it, and what was typed is in every answer.
The time is held before the rest is looked at, so that nobody loses a slot over a misspelled e-mail address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import SlotTakenError
from bot.messages.effects import Language
from bot.messages.reply import LinkPurpose
from bot.scheduling.holds import Hold
from bot.scheduling.identity import Identity
from bot.scheduling.times import wall_date
from bot.securepages import booked
from bot.securepages.access import is_own_form, read_post, see_other, session_of
from bot.securepages.booking_form import BookingForm, FieldError, read_form, read_identity
from bot.securepages.booking_view import read_time_value, time_value, view_booking
from bot.securepages.pages import PAGES, SecurePages, UrgentText
from bot.securepages.sessions import PageSession

BOOKING_PATH = "/booking"
CONFLICT = 409
UNFIT = 422


async def show_booking(request: web.Request) -> web.StreamResponse:
    pages = request.app[PAGES]
    page = await session_of(request)
    if page is None:
        return pages.render.problem("session_over", Language.ENGLISH, web.HTTPForbidden.status_code)
    if page.purpose is not LinkPurpose.BOOKING:
        return see_other("/chat")
    if page.appointment_id is not None:
        return await booked.show(pages, page)
    async with pages.database.work() as session:
        hold = await pages.holds.get(session, page.subject) if page.subject else None
    if hold is None or hold.is_live(pages.clock()):
        form = BookingForm(visit=hold.time.visit_type) if hold else BookingForm()
        return await _render(pages, page, form, hold)
    # Run out, or confirmed from another browser; which of them is not said.
    form = BookingForm(visit=hold.time.visit_type, time=time_value(hold.time))
    return await _render(pages, page, form, None, alert="page_time_over")


async def submit_booking(request: web.Request) -> web.StreamResponse:
    pages = request.app[PAGES]
    fields = await read_post(request)
    page = await session_of(request)
    if page is None:
        return pages.render.problem("session_over", Language.ENGLISH, web.HTTPForbidden.status_code)
    if page.purpose is not LinkPurpose.BOOKING or not is_own_form(request, page, fields):
        return pages.render.problem("request_refused", page.language, web.HTTPForbidden.status_code)
    form = read_form(fields)
    verb, _, argument = form.action.partition(":")
    if verb == "language" and argument in list(Language):
        page = await _speak(pages, page, Language(argument))
    if page.appointment_id is not None:
        await booked.change(pages, page, verb)
        return see_other(BOOKING_PATH)
    if verb == "confirm":
        return await _confirm(pages, page, form)
    hold = await _live_hold(pages, page)
    if verb == "other":
        form = replace(form, choosing="1", visit=hold.time.visit_type if hold else form.visit, from_day="")
    elif verb == "times":
        form = replace(form, from_day="")
    elif verb == "later":
        form = replace(form, from_day=argument)
    return await _render(pages, page, form, hold)


async def _confirm(pages: SecurePages, page: PageSession, form: BookingForm) -> web.StreamResponse:
    errors: list[FieldError] = []
    try:
        hold = await _hold_chosen(pages, page, form)
    except SlotTakenError:
        return await _answer_taken(pages, page, form)
    if hold is None:
        errors.append(FieldError("choose_time", "page_error_time"))
    else:
        form = replace(form, visit=hold.time.visit_type, time="", choosing="")
    today = wall_date(pages.clock(), pages.clinic.zone)
    identity = read_identity(form, today=today, region=pages.clinic.country)
    if hold is None or not isinstance(identity, Identity):
        errors += () if isinstance(identity, Identity) else identity
        return await _render(pages, page, form, hold, errors=errors, status=UNFIT)
    flag = pages.look_for_red_flag(identity.reason)
    if flag is not None and form.warned != flag.name:
        async with pages.database.work() as session:
            await pages.raise_alarm(session, page.conversation_id, flag.name)
        return await _render(pages, page, replace(form, warned=flag.name), hold, urgent=flag)
    try:
        async with pages.database.work() as session:
            await _book(pages, session, page, hold, identity)
    except SlotTakenError:
        return await _answer_taken(pages, page, form)
    return see_other(BOOKING_PATH)


async def _hold_chosen(pages: SecurePages, page: PageSession, form: BookingForm) -> Hold | None:
    """The hold to confirm, made anew when another time was chosen or the old one ran out; None when none was chosen.

    Raises SlotTakenError.
    """
    now = pages.clock()
    async with pages.database.work() as session:
        held = await pages.holds.get(session, page.subject) if page.subject else None
        visit_type, key = read_time_value(form.time)
        if not form.time and held is not None and form.choosing != "1":
            visit_type, key = held.time.visit_type, held.time.key
        if not key or (form.time and form.visit not in ("", visit_type)):
            return None  # nothing chosen, or chosen for another kind of visit than is asked for now
        if held is not None and held.is_live(now) and (held.time.visit_type, held.time.key) == (visit_type, key):
            return held
        time = await pages.availability.find(session, visit_type, key, now)
        if time is None:
            raise SlotTakenError
        hold = await pages.holds.hold(
            session, time, conversation_id=page.conversation_id, key=f"page:{page.id}:{time.key}", now=now
        )
        await pages.sessions.change_subject(session, page.id, hold.id, now)
        return hold


async def _book(pages: SecurePages, session: AsyncSession, page: PageSession, hold: Hold, identity: Identity) -> None:
    now = pages.clock()
    appointment = await pages.appointments.confirm(session, hold.id, identity, now=now)
    await pages.sessions.remember_appointment(session, page.id, appointment.id, now)
    await pages.notify(session, page.conversation_id, "booking_all_set")
    await pages.audit.record(
        session,
        actor="patient",
        action="appointment.booked",
        subject=f"appointment:{appointment.id}",
        details={"visit_type": hold.time.visit_type, "provider": hold.time.provider_id},
    )


async def _answer_taken(pages: SecurePages, page: PageSession, form: BookingForm) -> web.StreamResponse:
    """Somebody was quicker; or this same form was sent twice, and the first one booked."""
    async with pages.database.work() as session:
        again = await pages.sessions.of_browser(session, page.id, page.browser_id)
    if again is not None and again.appointment_id is not None:
        return see_other(BOOKING_PATH)
    form = replace(form, time="", choosing="1")
    return await _render(pages, page, form, None, alert="page_time_taken", status=CONFLICT)


async def _live_hold(pages: SecurePages, page: PageSession) -> Hold | None:
    async with pages.database.work() as session:
        hold = await pages.holds.get(session, page.subject) if page.subject else None
    return hold if hold is not None and hold.is_live(pages.clock()) else None


async def _speak(pages: SecurePages, page: PageSession, language: Language) -> PageSession:
    async with pages.database.work() as session:
        await pages.sessions.speak(session, page.id, language, pages.clock())
    return replace(page, language=language)


async def _render(
    pages: SecurePages,
    page: PageSession,
    form: BookingForm,
    hold: Hold | None,
    *,
    alert: str = "",
    urgent: UrgentText | None = None,
    errors: Sequence[FieldError] = (),
    status: int = 200,
) -> web.Response:
    async with pages.database.work() as session:
        view = await view_booking(pages, session, page.language, form, hold, alert=alert, urgent=urgent, errors=errors)
    return pages.render.page("booking.html", page.language, status=status, view=view, csrf=page.csrf)
