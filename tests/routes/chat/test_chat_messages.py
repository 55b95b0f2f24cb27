"""Messages from the chat page: what is taken, what is refused, what happens to it."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus

import pytest

from bot.messages.inbound import InboundKind
from tests.fakes.chat import ChatStand
from tests.fakes.clock import FakeClock
from tests.fakes.secure_pages import SAME_SITE, Browser, PageContent
from tests.routes.chat.conftest import MESSAGE_ID, OpenBrowser, csrf_of, write

JSON = {"Accept": "application/json", **SAME_SITE}


async def test_a_message_reaches_the_inbox_with_a_random_sender(browser: Browser, stand: ChatStand) -> None:
    assert await write(browser, "  is the flu shot free?\r\nthanks  ") == HTTPStatus.SEE_OTHER
    (message,) = stand.received
    assert (message.channel, message.account, message.kind) == ("webchat", "clinic", InboundKind.TEXT)
    assert message.text == "is the flu shot free?\nthanks"
    assert re.fullmatch(r"[\w-]{40}", message.sender)


async def test_the_same_message_sent_twice_is_one_event(browser: Browser, stand: ChatStand) -> None:
    await write(browser, "hello")
    await write(browser, "hello")
    await write(browser, "hello", "another-id-0123456789")
    assert len(stand.received) == 2


async def test_two_patients_cannot_take_each_others_event_ids(open_browser: OpenBrowser, stand: ChatStand) -> None:
    for _ in range(2):
        one = await open_browser()
        await one.send("/chat/start", action="new")
        await write(one, "hello")
    assert len({message.event_id for message in stand.received}) == 2


async def test_a_script_is_told_only_once_the_message_is_safe(browser: Browser, stand: ChatStand) -> None:
    fields = {"csrf": await csrf_of(browser), "id": MESSAGE_ID, "text": "hello"}
    stand.broken = True
    refused = await browser.client.post("/chat/messages", data=fields, headers=JSON)
    assert (refused.status, (await refused.json())["error"]) == (HTTPStatus.SERVICE_UNAVAILABLE, "chat_busy")
    stand.broken = False
    taken = await browser.client.post("/chat/messages", data=fields, headers=JSON)
    assert taken.status == HTTPStatus.ACCEPTED
    assert len(stand.received) == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"text": "   "}, HTTPStatus.UNPROCESSABLE_ENTITY),
        ({"text": "x" * 10_001}, HTTPStatus.UNPROCESSABLE_ENTITY),
        ({"text": "🩺" * 9_000}, HTTPStatus.UNPROCESSABLE_ENTITY),
        ({"id": "short"}, HTTPStatus.UNPROCESSABLE_ENTITY),
        ({"id": "../../../../etc/passwd"}, HTTPStatus.UNPROCESSABLE_ENTITY),
        ({"csrf": "0" * 64}, HTTPStatus.FORBIDDEN),
        ({"csrf": ""}, HTTPStatus.FORBIDDEN),
    ],
)
async def test_unfit_messages_are_refused(
    browser: Browser, stand: ChatStand, changes: dict[str, str], status: HTTPStatus
) -> None:
    fields = {"csrf": await csrf_of(browser), "id": MESSAGE_ID, "text": "hello"} | changes
    assert (await browser.send("/chat/messages", **fields)).status == status
    assert stand.received == []


async def test_a_message_from_another_site_is_refused(browser: Browser, stand: ChatStand) -> None:
    fields = {"csrf": await csrf_of(browser), "id": MESSAGE_ID, "text": "hello"}
    response = await browser.client.post("/chat/messages", data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert (response.status, stand.received) == (HTTPStatus.FORBIDDEN, [])


async def test_what_could_not_be_sent_is_still_in_the_form(browser: Browser, stand: ChatStand) -> None:
    stand.broken = True
    response = await browser.send("/chat/messages", csrf=await csrf_of(browser), id=MESSAGE_ID, text="<b>my words")
    page = PageContent(await response.text())
    assert page.value("text") == "&lt;b&gt;my words"
    assert "could not take your message" in page.html


async def test_the_longest_message_is_taken(browser: Browser, stand: ChatStand) -> None:
    assert await write(browser, "á" * 10_000) == HTTPStatus.SEE_OTHER
    assert len(stand.received[0].text) == 10_000


async def test_too_many_messages_wait(stand: ChatStand, clock: FakeClock, open_browser: OpenBrowser) -> None:
    stand.messages = 2
    one = await open_browser()
    await one.send("/chat/start", action="new")
    statuses = [await write(one, "hello", f"{MESSAGE_ID}{number}") for number in range(3)]
    assert statuses == [303, 303, HTTPStatus.TOO_MANY_REQUESTS]
    clock.advance(timedelta(minutes=1))
    assert await write(one, "hello", f"{MESSAGE_ID}9") == HTTPStatus.SEE_OTHER


async def test_the_answer_is_shown_with_its_buttons_until_something_else_is_said(
    browser: Browser, stand: ChatStand, clock: FakeClock
) -> None:
    await write(browser, "can I come in?")
    clock.advance(timedelta(seconds=1))
    await stand.answer("Which time?", "Monday", "Tuesday")
    page = await browser.read("/chat")
    buttons = page.all("button", name="choice")
    assert len(buttons) == 2
    assert await write(browser, "", choice=buttons[1].attributes["value"], message_id="chosen-0123456789") == 303
    assert (stand.received[-1].kind, stand.received[-1].text) == (InboundKind.CHOICE, "Tuesday")
    assert stand.received[-1].choice == buttons[1].attributes["value"]
    clock.advance(timedelta(seconds=1))
    await stand.answer("Good.")
    assert (await browser.read("/chat")).all("button", name="choice") == []


async def test_a_button_of_somebody_else_says_nothing(
    browser: Browser, open_browser: OpenBrowser, stand: ChatStand
) -> None:
    await write(browser, "can I come in?")
    await stand.answer("Which time?", "Secret title")
    stolen = (await browser.read("/chat")).all("button", name="choice")[0].attributes["value"]
    other = await open_browser()
    await other.send("/chat/start", action="new")
    await write(other, "", choice=stolen)
    assert stand.received[-1].text == ""


async def test_without_a_chat_a_script_is_told_so(open_browser: OpenBrowser) -> None:
    visitor = await open_browser()
    response = await visitor.client.post("/chat/messages", data={"text": "hello"}, headers=JSON)
    assert response.status == HTTPStatus.UNAUTHORIZED
