"""The demo page as a person uses it, wide and on a phone."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from bot.channels.port import Button, OutgoingMessage, Recipient
from bot.demo.people import PEOPLE
from bot.messages.ids import Entropy
from bot.messages.inbound import InboundKind
from tests.browser.conftest import OpenPage
from tests.fakes.clock import FakeClock
from tests.fakes.demo import Stage, open_stage
from tests.fakes.messenger import PAGE

pytestmark = pytest.mark.browser

TO_JORDAN = Recipient(PAGE, PEOPLE[0].id)


@pytest.fixture
async def stage(clock: FakeClock, entropy: Entropy) -> AsyncIterator[Stage]:
    async with open_stage(clock, entropy) as opened:
        yield opened


@pytest.fixture
async def page(stage: Stage, open_page: OpenPage) -> Page:
    opened = await open_page(str(stage.page.make_url("/demo")))
    await expect(opened.get_by_text("Online")).to_be_visible()
    return opened


async def write(page: Page, text: str) -> None:
    await page.get_by_label("Message", exact=True).fill(text)
    await page.keyboard.press("Enter")
    await expect(page.locator(".from-person .delivered").last).to_be_visible()


async def test_conversation_with_buttons_and_links(page: Page, stage: Stage) -> None:
    await write(page, "hi <b>there</b>")
    await expect(page.locator(".from-person .bubble")).to_have_text("hi <b>there</b>")
    await stage.channel.send(
        TO_JORDAN, OutgoingMessage("o1", "See https://riverbend.example/s/abc.", (Button("Book a visit", "opaque1"),))
    )
    await expect(page.locator(".from-page a")).to_have_attribute("href", "https://riverbend.example/s/abc")
    await page.get_by_role("button", name="Book a visit", exact=True).click()
    await expect(page.locator(".from-person .delivered")).to_have_count(2)
    assert stage.received[-1].choice == "opaque1"
    await expect(page.locator(".choices button")).to_have_count(0)


async def test_suggestion_fills_the_box_and_sends_nothing(page: Page, stage: Stage) -> None:
    await page.get_by_text("Are you open on Saturday?").click()
    await expect(page.get_by_label("Message", exact=True)).to_have_value("Are you open on Saturday?")
    assert stage.received == []


async def test_other_person_has_another_conversation_and_language(page: Page, stage: Stage) -> None:
    await write(page, "hi")
    await page.get_by_role("button", name="Lucía").click()
    await expect(page.locator(".line")).to_have_count(0)
    await expect(page.get_by_text("¿Abren los sábados?")).to_be_visible()
    await stage.channel.send(TO_JORDAN, OutgoingMessage("o1", "Hello Jordan"))
    await expect(page.locator(".person .unread").first).to_have_text("1")


async def test_message_is_unsent_and_attachment_is_sent(page: Page, stage: Stage) -> None:
    await write(page, "oops")
    await page.locator(".from-person").hover()
    await page.get_by_role("button", name="Unsend").click()
    await expect(page.locator(".unsent")).to_be_visible()
    await page.get_by_label("Attach something").click()
    await page.get_by_role("button", name="Photo").click()
    await expect(page.locator(".file.image")).to_be_visible()
    await expect(page.locator(".from-person .delivered")).to_be_visible()
    assert [message.kind for message in stage.received[1:]] == [InboundKind.UNSEND, InboundKind.ATTACHMENT]


async def test_phone_shows_one_thing_at_a_time_and_nothing_sticks_out(stage: Stage, open_page: OpenPage) -> None:
    phone = await open_page(str(stage.page.make_url("/demo")), width=390, height=844)
    await expect(phone.locator("#try")).to_be_hidden()
    await phone.get_by_role("tab", name="Try this").click()
    await expect(phone.locator("#chat")).to_be_hidden()
    await phone.get_by_text("Are you open on Saturday?").click()
    await expect(phone.get_by_label("Message", exact=True)).to_be_visible()
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
