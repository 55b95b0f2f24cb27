"""The chat page: who gets in, who sees what."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest

from bot.conversations.conversation import Owner
from bot.messages.reply import LinkPurpose
from bot.transcripts.transcripts import Author
from tests.fakes.chat import ChatStand
from tests.fakes.clock import FakeClock
from tests.fakes.secure_pages import Browser, PageContent
from tests.routes.chat.conftest import OpenBrowser, csrf_of, write


async def test_a_visitor_sees_a_notice_and_nothing_is_made_of_it(open_browser: OpenBrowser, stand: ChatStand) -> None:
    visitor = await open_browser()
    response = await visitor.client.get("/chat")
    assert "Before you begin" in await response.text()
    assert not response.cookies
    assert (await visitor.client.get("/chat/start")).status == HTTPStatus.METHOD_NOT_ALLOWED
    assert stand.received == []


@pytest.mark.parametrize(("asked", "expected"), [("es-MX,es;q=0.9", "Antes de empezar"), ("de", "Before you begin")])
async def test_the_notice_is_in_the_visitors_language(open_browser: OpenBrowser, asked: str, expected: str) -> None:
    visitor = await open_browser()
    response = await visitor.client.get("/chat", headers={"Accept-Language": asked})
    assert expected in await response.text()


async def test_starting_from_another_site_is_refused(open_browser: OpenBrowser) -> None:
    visitor = await open_browser()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        response = await visitor.client.post("/chat/start", data={"action": "new"}, headers=headers)
        assert response.status == HTTPStatus.FORBIDDEN


async def test_too_many_chats_from_one_address_wait(stand: ChatStand, open_browser: OpenBrowser) -> None:
    stand.starts = 2
    visitor = await open_browser()
    statuses = []
    for _ in range(3):
        visitor.client.session.cookie_jar.clear()
        statuses.append((await visitor.send("/chat/start", action="new")).status)
    assert statuses == [303, 303, HTTPStatus.TOO_MANY_REQUESTS]


async def test_only_the_browser_that_wrote_it_sees_it(
    browser: Browser, open_browser: OpenBrowser, stand: ChatStand
) -> None:
    await write(browser, "my private words")
    await stand.answer("a private answer")
    assert "my private words" in (await browser.read("/chat")).html
    other = await open_browser()
    await other.send("/chat/start", action="continue")
    page = await other.read("/chat")
    assert "private" not in page.html.replace("This chat is private", "")


async def test_what_is_said_is_escaped_and_links_are_made_of_answers_only(browser: Browser, stand: ChatStand) -> None:
    await write(browser, "<script>alert(1)</script> https://mine.example/x 312-555-0100")
    await stand.answer("<img src=x> call 911 or see https://www.cdc.gov/flu. http://pages.example/s/tok-en_1")
    page = await browser.read("/chat")
    assert "<script>alert" not in page.html
    assert "<img" not in page.html
    links = {each.attributes["href"] for each in page.all("a")}
    assert {"tel:911", "https://www.cdc.gov/flu", "http://pages.example/s/tok-en_1"} <= links
    assert not any("mine.example" in link for link in links)


async def test_who_answers_is_shown(browser: Browser, stand: ChatStand) -> None:
    await write(browser, "a person please")
    conversation_id = await stand.answer("I have told our team.")
    for owner in (Owner.WAITING, Owner.PERSON):
        await stand.give_to(conversation_id, owner)
        assert (await browser.read("/chat")).all("div", id="chat")[0].attributes["data-state"] == owner
    await stand.answer("Hello, Rosa here.", author=Author.STAFF, conversation_id=conversation_id)
    assert "Our team" in (await browser.read("/chat")).html


async def test_the_page_closes_after_a_while_and_the_same_browser_may_continue(
    browser: Browser, stand: ChatStand, clock: FakeClock
) -> None:
    await write(browser, "my private words")
    await stand.keep(stand.received[-1])
    clock.advance(timedelta(hours=3))
    page = await browser.read("/chat")
    assert "my private words" not in page.html
    assert page.all("button", value="continue")
    await browser.send("/chat/start", action="continue")
    assert "my private words" in (await browser.read("/chat")).html


async def test_after_a_day_a_chat_is_not_continued(browser: Browser, stand: ChatStand, clock: FakeClock) -> None:
    await write(browser, "my private words")
    await stand.keep(stand.received[-1])
    clock.advance(timedelta(hours=25))
    assert not (await browser.read("/chat")).all("button", value="continue")
    await browser.send("/chat/start", action="continue")
    assert "my private words" not in (await browser.read("/chat")).html


async def test_whoever_leaves_cannot_get_back(browser: Browser, stand: ChatStand) -> None:
    await write(browser, "my private words")
    await stand.keep(stand.received[-1])
    await browser.send("/leave", csrf=await csrf_of(browser))
    await browser.send("/chat/start", action="continue")
    assert "my private words" not in (await browser.read("/chat")).html


async def test_a_link_from_another_channel_leads_into_a_chat(open_browser: OpenBrowser, stand: ChatStand) -> None:
    parent = await stand.pages.conversation()
    one = await open_browser()
    response = await one.enter(await stand.pages.link(parent, purpose=LinkPurpose.SECURE_CHAT))
    assert response.headers["Location"] == "/chat"
    assert await write(one, "hello") == HTTPStatus.SEE_OTHER
    chat_id = await stand.keep(stand.received[-1])
    async with stand.pages.pages.database.work() as session:
        opened = await stand.pages.clinic_side.conversations.get(session, chat_id)
    assert opened.parent_id == parent


async def test_booking_on_a_page_of_its_own_does_not_lose_the_chat(browser: Browser, stand: ChatStand) -> None:
    await write(browser, "my private words")
    conversation_id = await stand.keep(stand.received[-1])
    await browser.enter(await stand.pages.link(conversation_id))
    assert "my private words" in (await browser.read("/chat")).html
    assert await write(browser, "still here", "still-here-0123456789") == HTTPStatus.SEE_OTHER


async def test_the_language_is_changed_by_a_form(browser: Browser) -> None:
    await browser.send("/chat/language", csrf=await csrf_of(browser), language="es")
    assert 'lang="es"' in (await browser.read("/chat")).html
    await browser.send("/chat/language", csrf="forged", language="en")
    assert "Asistente automático" in (await browser.read("/chat")).html


async def test_the_page_allows_its_own_script_and_nothing_else(browser: Browser) -> None:
    response = await browser.client.get("/chat")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["Cache-Control"] == "no-store"
    page = PageContent(await response.text())
    assert not any(name[:2] == "on" or name == "style" for each in page.elements for name in each.attributes)
    assert all(each.attributes.get("src") for each in page.all("script"))
