"""The booking page as a patient uses it, through its forms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select, text

from bot.audit.tables import AuditRow
from bot.clinic import Clinic
from bot.messages.effects import Language
from bot.messages.reply import LinkPurpose
from bot.scheduling.holds import HELD_FOR
from bot.scheduling.states import AppointmentState
from bot.scheduling.tables import AppointmentRow
from bot.storage.engine import Database
from tests.fakes.secure_pages import SAME_SITE, Browser, PageContent, PagesStand, make_browser

DETAILS = {
    "name": "Ada Example",
    "birth_month": "4",
    "birth_day": "27",
    "birth_year": "1985",
    "phone": "312-555-0142",
    "email": "ada@example.com",
    "patient": "new",
    "reason": "itchy elbow",
}


async def open_page(stand: PagesStand, browser: Browser, *, held: bool = True) -> str:
    """Enters by a link, with a held time or without; the CSRF token of the page."""
    conversation = await stand.conversation()
    hold = await stand.hold(conversation) if held else None
    await browser.enter(await stand.link(conversation, hold.id if hold else ""))
    return (await browser.read()).value("csrf")


async def test_a_held_time_is_booked(stand: PagesStand, browser: Browser, clinic: Clinic) -> None:
    csrf = await open_page(stand, browser)
    response = await browser.send(csrf=csrf, action="confirm", **DETAILS)
    assert (response.status, response.headers["Location"]) == (303, "/booking")
    page = await browser.read()
    assert "Your visit is booked" in page.html
    assert "Monday, November 23 at 10:00 AM" in page.html
    assert clinic.address.street in page.html


async def test_the_chat_is_told_once_and_in_the_agreed_words(stand: PagesStand, browser: Browser) -> None:
    csrf = await open_page(stand, browser)
    for _ in range(3):
        await browser.send(csrf=csrf, action="confirm", **DETAILS)
    ((_, name),) = stand.clinic_side.notified
    assert stand.pages.texts.say(name, Language.ENGLISH) == "All set. Open your secure page for details."


async def test_the_identity_is_nowhere_in_the_clear(stand: PagesStand, browser: Browser, database: Database) -> None:
    csrf = await open_page(stand, browser)
    await browser.send(csrf=csrf, action="confirm", **DETAILS)
    async with database.work() as session:
        names = await session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        rows = [str((await session.execute(text(f"SELECT * FROM {name}"))).all()) for name in names]  # noqa: S608
        appointment = await session.scalar(select(AppointmentRow))
        assert appointment is not None
        identity = await stand.pages.appointments.reveal(session, appointment.id)
    assert identity.reason == "itchy elbow"
    for value in ("Ada", "1985", "5550142", "ada@example", "itchy"):
        assert not [row for row in rows if value in row]


async def test_booking_leaves_an_audit_row_without_a_name(
    stand: PagesStand, browser: Browser, database: Database
) -> None:
    csrf = await open_page(stand, browser)
    await browser.send(csrf=csrf, action="confirm", **DETAILS)
    async with database.work() as session:
        actions = [(row.actor, row.action) for row in await session.scalars(select(AuditRow).order_by(AuditRow.seq))]
    assert actions[-2:] == [("patient", "link.opened"), ("patient", "appointment.booked")]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "Ada", "full name"),
        ("birth_day", "32", "date of birth"),
        ("phone", "12", "phone number"),
        ("email", "ada", "e-mail address"),
        ("patient", "", "been here before"),
        ("reason", "", "reason"),
    ],
)
async def test_a_mistake_loses_nothing_and_is_tied_to_its_field(
    stand: PagesStand, browser: Browser, field: str, value: str, message: str
) -> None:
    csrf = await open_page(stand, browser)
    typed = {**DETAILS, field: value}
    response = await browser.send(csrf=csrf, action="confirm", **typed)
    page = PageContent(await response.text())
    assert response.status == 422
    assert {name: page.value(name) for name in typed} == typed
    assert message in page.html
    targets = [link.attributes["href"][1:] for link in page.all("a") if link.attributes["href"].startswith("#")]
    assert targets
    assert all([each for each in page.elements if each.attributes.get("id") == target] for target in targets)
    described = {name for each in page.elements for name in each.attributes.get("aria-describedby", "").split()}
    ids = {each.attributes["id"] for each in page.elements if "id" in each.attributes}
    assert described <= ids
    assert [name for name in described if name.endswith("-error")]


async def test_what_was_typed_is_escaped(stand: PagesStand, browser: Browser) -> None:
    csrf = await open_page(stand, browser)
    attack = {**DETAILS, "name": '"><script>x</script>', "reason": "</textarea><script>y</script>", "phone": ""}
    page = PageContent(await (await browser.send(csrf=csrf, action="confirm", **attack)).text())
    assert not page.all("script")


async def test_every_input_has_a_label(stand: PagesStand, browser: Browser) -> None:
    await open_page(stand, browser, held=False)
    page = await browser.read()
    labelled = {each.attributes.get("for") for each in page.all("label")}
    inputs = [each for tag in ("input", "select", "textarea") for each in page.all(tag)]
    typed = [each for each in inputs if each.attributes.get("type") not in ("hidden", "radio")]
    assert len(typed) == 9
    assert all(each.attributes["id"] in labelled for each in typed)


async def test_the_language_changes_and_what_was_typed_stays(stand: PagesStand, browser: Browser) -> None:
    csrf = await open_page(stand, browser)
    page = PageContent(await (await browser.send(csrf=csrf, action="language:es", **DETAILS)).text())
    assert '<html lang="es">' in page.html
    assert "lunes 23 de noviembre" in page.html
    assert page.value("reason") == "itchy elbow"
    assert '<html lang="es">' in (await browser.read()).html


async def test_a_hold_that_ran_out_is_taken_again_when_the_time_is_free(stand: PagesStand, browser: Browser) -> None:
    csrf = await open_page(stand, browser)
    stand.clock.advance(HELD_FOR)
    response = await browser.send(csrf=csrf, action="confirm", **DETAILS)
    assert response.status == 303
    assert "Your visit is booked" in (await browser.read()).html


async def test_a_time_that_somebody_else_took_offers_others_and_loses_nothing(
    stand: PagesStand, browser: Browser
) -> None:
    csrf = await open_page(stand, browser)
    stand.clock.advance(HELD_FOR)
    other = await stand.conversation("patient-2")
    async with stand.pages.database.work() as session:
        time = await stand.pages.availability.find(session, "office-visit", "okafor@20261123T1600Z", stand.clock())
        assert time is not None
        quicker = await stand.hold_time(session, time, other)
    response = await browser.send(csrf=csrf, action="confirm", **DETAILS)
    page = PageContent(await response.text())
    assert response.status == 409
    assert "Someone else took that time" in page.html
    assert page.value("reason") == "itchy elbow"
    assert page.times
    assert f"office-visit/{quicker.time.key}" not in page.times
    again = await browser.send(csrf=csrf, action="confirm", visit="office-visit", time=page.times[3], **DETAILS)
    assert again.status == 303


async def test_opening_the_page_too_late_says_so_and_offers_times(stand: PagesStand, browser: Browser) -> None:
    conversation = await stand.conversation()
    hold = await stand.hold(conversation, nth=1)
    path = await stand.link(conversation, hold.id)
    stand.clock.advance(HELD_FOR)
    await browser.enter(path)
    page = await browser.read()
    assert "it is no longer held" in page.html
    assert page.value("time") == f"office-visit/{hold.time.key}"


async def test_without_a_hold_visit_and_time_are_chosen_on_the_page(stand: PagesStand, browser: Browser) -> None:
    csrf = await open_page(stand, browser, held=False)
    listed = PageContent(
        await (await browser.send(csrf=csrf, action="times", visit="vaccine", provider="lindqvist", **DETAILS)).text()
    )
    assert listed.times
    assert all(time.startswith("vaccine/lindqvist@") for time in listed.times)
    later = next(each for each in listed.all("button", name="action") if each.attributes["value"].startswith("later:2"))
    further = PageContent(
        await (
            await browser.send(
                csrf=csrf, action=later.attributes["value"], visit="vaccine", provider="lindqvist", **DETAILS
            )
        ).text()
    )
    assert min(further.times) > max(listed.times)
    response = await browser.send(csrf=csrf, action="confirm", visit="vaccine", time=further.times[0], **DETAILS)
    assert response.status == 303


async def test_confirming_without_a_time_asks_for_one_and_for_what_else_is_wrong(
    stand: PagesStand, browser: Browser
) -> None:
    csrf = await open_page(stand, browser, held=False)
    response = await browser.send(csrf=csrf, action="confirm", visit="vaccine", **{**DETAILS, "phone": ""})
    page = PageContent(await response.text())
    assert response.status == 422
    targets = [link.attributes["href"] for link in page.all("a") if link.attributes["href"].startswith("#")]
    assert targets == ["#choose_time", "#phone"]


@pytest.mark.parametrize(
    "time",
    [
        "office-visit/okafor@20261123T0800Z",  # the middle of the night
        "office-visit/okafor@20261124T1505Z",  # not on the grid
        "office-visit/okafor@20251124T1500Z",  # past
        "office-visit/nobody@20261124T1500Z",
        "unknown/okafor@20261124T1500Z",
        "office-visit/okafor@99999999T9999Z",
        "rubbish",
    ],
)
async def test_a_made_up_time_is_not_booked(stand: PagesStand, browser: Browser, database: Database, time: str) -> None:
    csrf = await open_page(stand, browser, held=False)
    response = await browser.send(csrf=csrf, action="confirm", visit=time.partition("/")[0], time=time, **DETAILS)
    assert response.status in (409, 422)
    async with database.work() as session:
        assert await session.scalar(select(AppointmentRow)) is None


async def test_choosing_another_time_keeps_the_held_one_until_then(stand: PagesStand, browser: Browser) -> None:
    csrf = await open_page(stand, browser)
    choosing = PageContent(await (await browser.send(csrf=csrf, action="other", **DETAILS)).text())
    assert choosing.value("choosing") == "1"
    assert "at 10:00 AM" in (await browser.read()).html
    response = await browser.send(
        csrf=csrf, action="confirm", choosing="1", visit="office-visit", time=choosing.times[5], **DETAILS
    )
    assert response.status == 303
    async with stand.pages.database.work() as session:
        assert len(await stand.pages.appointments.upcoming(session, now=stand.clock())) == 1


async def test_a_red_flag_in_the_reason_is_answered_before_booking(stand: PagesStand, browser: Browser) -> None:
    csrf = await open_page(stand, browser)
    urgent = {**DETAILS, "reason": "chest pain since lunch"}
    page = PageContent(await (await browser.send(csrf=csrf, action="confirm", **urgent)).text())
    assert "notice-urgent" in page.html
    assert page.value("reason") == urgent["reason"]
    assert [name for _, name in stand.clinic_side.alarms] == ["page_footer_emergency"]
    assert stand.clinic_side.notified == []
    response = await browser.send(csrf=csrf, action="confirm", warned=page.value("warned"), **urgent)
    assert response.status == 303
    assert len(stand.clinic_side.alarms) == 1


async def test_a_spanish_red_flag_is_answered_in_spanish_whatever_the_page_speaks(
    stand: PagesStand, browser: Browser
) -> None:
    csrf = await open_page(stand, browser)
    urgent = {**DETAILS, "reason": "dolor de pecho desde ayer"}
    page = PageContent(await (await browser.send(csrf=csrf, action="confirm", **urgent)).text())
    assert '<html lang="en">' in page.html
    assert page.all("p", lang="es")
    assert stand.pages.texts.say("page_footer_emergency", Language.SPANISH) in page.html


async def test_the_calendar_file_is_neutral(stand: PagesStand, browser: Browser, clinic: Clinic) -> None:
    csrf = await open_page(stand, browser)
    await browser.send(csrf=csrf, action="confirm", **DETAILS)
    response = await browser.client.get("/booking/appointment.ics")
    content = await response.read()
    (event,) = Calendar.from_ical(content).events
    assert response.headers["Content-Disposition"] == 'attachment; filename="appointment.ics"'
    assert str(event["summary"]) == "Appointment"
    assert str(event["location"]) == clinic.address.line
    for value in (clinic.name, "Okafor", "Office visit", "Ada", "itchy"):
        assert value.encode() not in content


async def test_a_visit_is_cancelled_and_another_booked(stand: PagesStand, browser: Browser, database: Database) -> None:
    csrf = await open_page(stand, browser)
    await browser.send(csrf=csrf, action="confirm", **DETAILS)
    await browser.send(csrf=csrf, action="again")
    assert "Your visit is booked" in (await browser.read()).html
    await browser.send(csrf=csrf, action="cancel")
    assert "Your visit is cancelled" in (await browser.read()).html
    assert (await browser.client.get("/booking/appointment.ics")).status == 404
    async with database.work() as session:
        assert await session.scalar(select(AppointmentRow.state)) == AppointmentState.CANCELLED
    await browser.send(csrf=csrf, action="again")
    page = await browser.read()
    again = await browser.send(csrf=csrf, action="confirm", visit="office-visit", time=page.times[0], **DETAILS)
    assert again.status == 303


async def test_a_second_link_to_a_booked_time_shows_nothing_of_it(stand: PagesStand, browser: Browser) -> None:
    conversation = await stand.conversation()
    hold = await stand.hold(conversation)
    paths = [await stand.link(conversation, hold.id) for _ in range(2)]
    await browser.enter(paths[0])
    csrf = (await browser.read()).value("csrf")
    await browser.send(csrf=csrf, action="confirm", **DETAILS)
    other = await make_browser(stand.app())
    await other.enter(paths[1])
    page = await other.read()
    await other.client.close()
    assert "Your visit is booked" not in page.html
    assert hold.time.key not in page.html
    assert page.times


@pytest.mark.parametrize(
    ("headers", "csrf"),
    [({"Sec-Fetch-Site": "cross-site"}, None), ({"Origin": "https://elsewhere.example"}, None), (SAME_SITE, "wrong")],
)
async def test_a_forged_form_is_refused(
    stand: PagesStand, browser: Browser, database: Database, headers: dict[str, str], csrf: str | None
) -> None:
    token = await open_page(stand, browser)
    form = {**DETAILS, "action": "confirm", "csrf": token if csrf is None else csrf}
    response = await browser.client.post("/booking", data=form, headers=headers, allow_redirects=False)
    assert response.status == 403
    async with database.work() as session:
        assert await session.scalar(select(AppointmentRow)) is None


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"name=" + b"x" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"&".join(b"a=b" for _ in range(100)), "application/x-www-form-urlencoded", 400),
        (b"name=\xff\xfe", "application/x-www-form-urlencoded", 403),
        (b"\xff\xfe", "application/x-www-form-urlencoded", 400),
    ],
)
async def test_a_body_no_form_of_ours_sends_is_refused(
    stand: PagesStand, browser: Browser, body: bytes, content_type: str, status: int
) -> None:
    await open_page(stand, browser)
    headers = {**SAME_SITE, "Content-Type": content_type}
    response = await browser.client.post("/booking", data=body, headers=headers)
    assert response.status in (status, 400)


async def test_a_chat_session_cannot_book(stand: PagesStand, browser: Browser) -> None:
    await browser.enter(await stand.link(await stand.conversation(), purpose=LinkPurpose.SECURE_CHAT))
    assert (await browser.client.get("/booking", allow_redirects=False)).headers["Location"] == "/chat"
    assert (await browser.send(action="confirm", **DETAILS)).status == 403


async def test_old_links_and_sessions_are_purged(stand: PagesStand, browser: Browser, database: Database) -> None:
    await open_page(stand, browser)
    stand.clock.advance(timedelta(days=31))
    async with database.work() as session:
        assert await stand.pages.links.purge(session, stand.clock()) == 1
        assert await stand.pages.sessions.purge(session, stand.clock()) == 1
