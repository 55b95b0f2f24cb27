"""A link is worth nothing alone: who may open it, what everyone else sees, and what each answer carries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from sqlalchemy import select, text

from bot.clinic import Clinic
from bot.messages.effects import Language
from bot.messages.ids import Entropy
from bot.messages.reply import LinkPurpose
from bot.securepages.access import route_template, session_of
from bot.securepages.headers import HEADERS
from bot.securepages.links import GOOD_FOR
from bot.securepages.sessions import ABSOLUTE, IDLE
from bot.securepages.tables import LinkRow, PageSessionRow
from bot.storage.engine import Database
from bot.texts.catalog import Texts
from tests.fakes.clock import FakeClock
from tests.fakes.secure_pages import Browser, PageContent, PagesStand, make_browser, make_stand


@pytest.fixture
def stand(database: Database, clinic: Clinic, texts: Texts, clock: FakeClock, entropy: Entropy) -> PagesStand:
    return make_stand(database, clinic, texts, clock, entropy)


@pytest.fixture
async def browser(stand: PagesStand) -> AsyncIterator[Browser]:
    opened = await make_browser(stand.app())
    yield opened
    await opened.client.close()


@pytest.fixture
async def other_browser(stand: PagesStand) -> AsyncIterator[Browser]:
    opened = await make_browser(stand.app())
    yield opened
    await opened.client.close()


async def stored(database: Database) -> list[object]:
    async with database.work() as session:
        links = [(row.token_hash, row.used_by, row.used_at) for row in await session.scalars(select(LinkRow))]
        sessions = [row.id for row in await session.scalars(select(PageSessionRow))]
    return [*links, *sessions]


async def test_looking_at_a_link_changes_nothing_and_shows_everyone_the_same(
    stand: PagesStand, browser: Browser, database: Database
) -> None:
    path = await stand.link(await stand.conversation())
    before = await stored(database)
    bodies = set()
    for agent in ("Mozilla/5.0", "facebookexternalhit/1.1", "WhatsApp/2.23"):
        for look_at in (path, "/s/" + "A" * 40, "/s/x"):
            response = await browser.client.get(look_at, headers={"User-Agent": agent})
            head = await browser.client.head(look_at, headers={"User-Agent": agent})
            assert (response.status, head.status) == (200, 200)
            assert not response.cookies
            bodies.add(await response.text())
    assert await stored(database) == before
    assert len(bodies) == 1
    assert (await browser.enter(path)).status == 303


async def test_the_entrance_names_no_clinic_and_has_one_button_only(
    stand: PagesStand, browser: Browser, clinic: Clinic
) -> None:
    page = await browser.read(await stand.link(await stand.conversation()))
    assert "<title>Secure page</title>" in page.html
    assert clinic.name not in page.html
    assert clinic.phone not in page.html
    assert len(page.all("button")) == 1
    assert [form.attributes["method"] for form in page.all("form")] == ["post"]
    assert not page.all("input")
    assert not [meta for meta in page.all("meta") if "property" in meta.attributes]


async def test_only_the_digest_of_a_token_is_kept(stand: PagesStand, browser: Browser, database: Database) -> None:
    path = await stand.link(await stand.conversation())
    response = await browser.enter(path)
    secrets = [path.removeprefix("/s/"), *(cookie.value for cookie in response.cookies.values())]
    async with database.work() as session:
        for table in ("page_link", "page_session"):
            rows = str((await session.execute(text(f"SELECT * FROM {table}"))).all())  # noqa: S608 - fixed names
            assert not [secret for secret in secrets if secret in rows]


async def test_the_button_opens_the_booking_page(stand: PagesStand, browser: Browser) -> None:
    conversation = await stand.conversation()
    hold = await stand.hold(conversation)
    response = await browser.enter(await stand.link(conversation, hold.id))
    assert (response.status, response.headers["Location"]) == (303, "/booking")
    page = await browser.read()
    assert "Monday, November 23 at 10:00 AM" in page.html


async def test_cookies_are_bound_to_the_host_and_hidden_from_scripts(
    database: Database, clinic: Clinic, texts: Texts, clock: FakeClock, entropy: Entropy
) -> None:
    stand = make_stand(database, clinic, texts, clock, entropy, secure=True)
    browser = await make_browser(stand.app())
    response = await browser.enter(await stand.link(await stand.conversation()))
    await browser.client.close()
    assert sorted(response.cookies) == ["__Host-browser", "__Host-page"]
    for cookie in response.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
        assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert response.headers["Strict-Transport-Security"].startswith("max-age=63072000")


async def test_demo_cookies_have_another_name(stand: PagesStand, browser: Browser) -> None:
    response = await browser.enter(await stand.link(await stand.conversation()))
    assert sorted(response.cookies) == ["demo-browser", "demo-page"]
    assert all(cookie["httponly"] and not cookie["secure"] for cookie in response.cookies.values())


async def test_a_used_link_leads_the_same_browser_back(stand: PagesStand, browser: Browser) -> None:
    path = await stand.link(await stand.conversation())
    assert (await browser.enter(path)).status == 303
    assert (await browser.enter(path)).status == 303
    assert "Choose a time" in (await browser.read()).html


async def test_a_used_link_leads_the_same_browser_back_after_its_session_ran_out(
    stand: PagesStand, browser: Browser
) -> None:
    path = await stand.link(await stand.conversation())
    await browser.enter(path)
    stand.clock.advance(IDLE[LinkPurpose.BOOKING])
    assert (await browser.client.get("/booking")).status == 403
    assert (await browser.enter(path)).status == 303
    assert (await browser.client.get("/booking")).status == 200


async def test_a_used_link_shows_another_browser_nothing(
    stand: PagesStand, browser: Browser, other_browser: Browser
) -> None:
    conversation = await stand.conversation()
    hold = await stand.hold(conversation)
    path = await stand.link(conversation, hold.id)
    await browser.enter(path)
    response = await other_browser.enter(path)
    page = await response.text()
    assert response.status == 410
    assert not response.cookies
    assert "This link was already used" in page
    assert "November" not in page
    assert (await other_browser.client.get("/booking")).status == 403


async def test_a_used_link_speaks_the_language_of_the_chat(
    stand: PagesStand, browser: Browser, other_browser: Browser
) -> None:
    path = await stand.link(await stand.conversation(language=Language.SPANISH))
    await browser.enter(path)
    assert "Este enlace ya se us" in await (await other_browser.enter(path)).text()


@pytest.mark.parametrize("path", ["/s/" + "A" * 40, "/s/x", "/s/%00", "/s/" + "a" * 3000])
async def test_an_unknown_link_opens_nothing(browser: Browser, path: str) -> None:
    response = await browser.enter(path)
    assert response.status == 410
    assert not response.cookies


async def test_an_old_link_opens_nothing(stand: PagesStand, browser: Browser) -> None:
    path = await stand.link(await stand.conversation())
    stand.clock.advance(GOOD_FOR)
    assert (await browser.enter(path)).status == 410


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://elsewhere.example"},
    ],
)
async def test_another_site_cannot_press_the_button(
    stand: PagesStand, browser: Browser, database: Database, headers: dict[str, str]
) -> None:
    path = await stand.link(await stand.conversation())
    before = await stored(database)
    response = await browser.client.post(path, headers=headers, allow_redirects=False)
    assert response.status == 403
    assert await stored(database) == before


async def test_a_chat_link_opens_a_conversation_of_its_own(
    stand: PagesStand, browser: Browser, database: Database
) -> None:
    conversation = await stand.conversation()
    response = await browser.enter(await stand.link(conversation, purpose=LinkPurpose.SECURE_CHAT))
    assert response.headers["Location"] == "/chat"
    async with database.work() as session:
        row = await session.scalar(select(PageSessionRow))
        assert row is not None
        chat = await stand.clinic_side.conversations.get(session, row.chat_conversation_id or "")
    assert (chat.parent_id, chat.channel) == (conversation, "webchat")


async def test_a_second_chat_link_goes_on_in_the_same_browser_and_starts_empty_in_another(
    stand: PagesStand, browser: Browser, other_browser: Browser, database: Database
) -> None:
    conversation = await stand.conversation()
    chats = []
    for each in (browser, browser, other_browser):
        stand.clock.advance(timedelta(minutes=5))
        await each.enter(await stand.link(conversation, purpose=LinkPurpose.SECURE_CHAT))
        async with database.work() as session:
            query = select(PageSessionRow.chat_conversation_id).order_by(PageSessionRow.created_at.desc()).limit(1)
            chats.append(await session.scalar(query))
    assert chats[0] == chats[1]
    assert chats[0] != chats[2]


async def test_a_made_up_browser_cookie_proves_nothing(stand: PagesStand, other_browser: Browser) -> None:
    other_browser.client.session.cookie_jar.update_cookies({"demo-browser": "chosen-by-someone-else"})
    response = await other_browser.enter(await stand.link(await stand.conversation()))
    assert response.cookies["demo-browser"].value != "chosen-by-someone-else"


async def test_leaving_takes_the_proof_away(stand: PagesStand, browser: Browser) -> None:
    path = await stand.link(await stand.conversation())
    await browser.enter(path)
    page = await browser.read()
    kept = {cookie.key: cookie.value for cookie in browser.client.session.cookie_jar}
    response = await browser.send("/leave", csrf=page.value("csrf"))
    assert response.status == 200
    assert "cookies" in response.headers["Clear-Site-Data"]
    browser.client.session.cookie_jar.update_cookies(kept)
    assert (await browser.client.get("/booking")).status == 403
    assert (await browser.enter(path)).status == 410


async def test_a_session_ends_at_its_absolute_limit_however_busy(stand: PagesStand, browser: Browser) -> None:
    await browser.enter(await stand.link(await stand.conversation()))
    spent = timedelta()
    while spent < ABSOLUTE - timedelta(minutes=20):
        stand.clock.advance(timedelta(minutes=20))
        spent += timedelta(minutes=20)
        assert (await browser.client.get("/booking")).status == 200
    stand.clock.advance(timedelta(minutes=20))
    assert (await browser.client.get("/booking")).status == 403


async def test_polling_keeps_no_session_alive(stand: PagesStand) -> None:
    async def poll(request: web.Request) -> web.Response:
        page = await session_of(request, active=False)
        return web.Response(text="open" if page else "over")

    app = stand.app()
    app.router.add_get("/poll", poll)
    browser = await make_browser(app)
    await browser.enter(await stand.link(await stand.conversation()))
    answers = []
    for _ in range(3):
        stand.clock.advance(IDLE[LinkPurpose.BOOKING] / 2)
        answers.append(await (await browser.client.get("/poll")).text())
    await browser.client.close()
    assert answers == ["open", "over", "over"]


async def test_logs_get_the_template_of_a_route_not_its_path(stand: PagesStand) -> None:
    seen: list[str] = []

    @web.middleware
    async def look(request: web.Request, handler: object) -> web.StreamResponse:
        seen.append(route_template(request))
        return await handler(request)  # type: ignore[operator, no-any-return] # aiohttp's handler has no public type

    app = stand.app()
    app.middlewares.append(look)
    browser = await make_browser(app)
    await browser.client.get("/s/secret-token")
    await browser.client.get("/no/such/place")
    await browser.client.get("/pages/static/pages.css")
    await browser.client.close()
    assert seen == ["/s/{token}", "unmatched", "/pages/static"]


async def test_every_answer_carries_the_headers(stand: PagesStand, browser: Browser) -> None:
    await browser.enter(await stand.link(await stand.conversation()))
    answers = []
    for route in stand.app().router.routes():
        info = route.resource.get_info() if route.resource else {}
        path = str(info.get("path") or info.get("formatter") or f"{info.get('prefix')}/pages.css")
        answers.append(await browser.client.request(route.method, path, allow_redirects=False))
        answers.append(await browser.client.request("DELETE", path, allow_redirects=False))
    answers.append(await browser.client.get("/nowhere"))
    assert len(answers) > 12
    for answer in answers:
        for name, value in HEADERS.items():
            if name == "Cache-Control" and answer.headers["Content-Type"] == "text/css":
                continue
            assert answer.headers[name] == value, (answer.method, answer.status, name)
        assert "Server" not in answer.headers or "token" not in answer.headers["Server"]


async def test_no_page_has_scripts_styles_or_foreign_addresses_in_it(stand: PagesStand, browser: Browser) -> None:
    path = await stand.link(await stand.conversation())
    pages = [await browser.read(path), PageContent(await (await browser.enter("/s/x")).text())]
    await browser.enter(path)
    pages.append(await browser.read())
    for page in pages:
        assert not page.all("script")
        assert not page.all("style")
        assert not [each for each in page.elements if "style" in each.attributes]
        assert not [each for each in page.elements if any(name.startswith("on") for name in each.attributes)]
        addresses = [each.attributes.get("href", each.attributes.get("src", "/")) for each in page.elements]
        assert all(address.startswith(("/", "#", "tel:")) for address in addresses)


async def test_no_session_no_page(browser: Browser) -> None:
    assert (await browser.client.get("/booking")).status == 403
    assert (await browser.send()).status == 403
    assert (await browser.send("/leave")).status == 403
    assert (await browser.client.get("/booking/appointment.ics")).status == 404


async def test_an_old_browser_may_press_the_button(stand: PagesStand, browser: Browser) -> None:
    """It sends no `Sec-Fetch-Site`, and "null" as origin because the page sends no referrer."""
    path = await stand.link(await stand.conversation())
    assert (await browser.client.post(path, headers={"Origin": "null"}, allow_redirects=False)).status == 303
