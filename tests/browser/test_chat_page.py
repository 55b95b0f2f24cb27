"""The secure chat as a patient uses it on a phone, with scripts and without."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, expect

from bot.channels.port import Recipient
from bot.channels.webchat import WebChat
from bot.conversations.conversation import Owner
from bot.transcripts.transcripts import Author
from tests.browser.conftest import OpenPage
from tests.fakes.chat import ChatStand
from tests.fakes.clock import FakeClock

pytestmark = pytest.mark.browser

PHONE = 390  # CSS pixels


@pytest.fixture
async def address(stand: ChatStand) -> AsyncIterator[str]:
    server = TestServer(stand.app())
    await server.start_server()
    yield str(server.make_url("/chat"))
    await server.close()


@pytest.fixture
async def page(open_page: OpenPage, address: str) -> Page:
    opened = await open_page(address, width=PHONE, height=844)
    await opened.get_by_role("button", name="Start the chat").click()
    await expect(opened.get_by_label("Your message")).to_be_visible()
    return opened


async def write(page: Page, text: str) -> None:
    await page.get_by_label("Your message").fill(text)
    await page.get_by_role("button", name="Send").click()


async def test_a_conversation_with_buttons_staff_and_a_phone_number(
    page: Page, stand: ChatStand, clock: FakeClock
) -> None:
    await write(page, "I have a <b>rash</b>")
    await expect(page.locator(".pending.arrived .words")).to_have_text("I have a <b>rash</b>")
    clock.advance(timedelta(seconds=1))
    conversation_id = await stand.answer("Which day?", "Monday", "Tuesday")
    await expect(page.locator(".mine")).to_have_count(1)
    await page.get_by_role("button", name="Tuesday").click()
    await expect(page.locator(".pending.arrived .words")).to_have_text("Tuesday")
    assert stand.received[-1].choice
    await expect(page.locator(".chip")).to_have_count(0)
    clock.advance(timedelta(seconds=1))
    await stand.answer("If it gets worse, call 312-555-0111.")
    await expect(page.locator("a[href='tel:312-555-0111']")).to_be_visible()
    await stand.give_to(conversation_id, Owner.PERSON)
    await stand.answer("Hello, this is Rosa.", author=Author.STAFF, conversation_id=conversation_id)
    await expect(page.locator(".by-staff")).to_contain_text("Hello, this is Rosa.")
    await expect(page.get_by_text("Our team is with you")).to_be_visible()
    await page.reload()
    await expect(page.locator(".bubble .words")).to_have_text(
        [
            "I have a <b>rash</b>",
            "Which day?",
            "Tuesday",
            "If it gets worse, call 312-555-0111.",
            "Hello, this is Rosa.",
        ]
    )


async def test_nothing_is_wider_than_the_phone(page: Page, stand: ChatStand, clock: FakeClock) -> None:
    await write(page, "w" * 300)
    await expect(page.locator(".pending.arrived")).to_be_visible()
    clock.advance(timedelta(seconds=1))
    await stand.answer("https://www.cdc.gov/" + "x" * 200, "A rather long title of a button that goes on and on and on")
    await expect(page.locator(".chip")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE
    beyond = "[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)"
    assert await page.evaluate(f"{beyond}.map((e) => e.className)") == []


async def test_a_new_message_is_in_sight(page: Page, stand: ChatStand, clock: FakeClock) -> None:
    await write(page, "hello")
    await expect(page.locator(".pending.arrived")).to_be_visible()
    conversation_id = await stand.keep(stand.received[-1])
    for number in range(12):
        clock.advance(timedelta(seconds=1))
        await stand.answer(f"A longer answer, of several words, number {number}.", conversation_id=conversation_id)
    await expect(page.get_by_text("number 11.")).to_be_in_viewport()


async def test_typing_is_shown_until_the_answer_comes(page: Page, stand: ChatStand) -> None:
    await write(page, "hello")
    await expect(page.locator(".pending.arrived")).to_be_visible()
    await WebChat(stand.notifier).typing(Recipient("clinic", stand.received[-1].sender))
    await expect(page.locator("#typing")).to_be_visible()
    await stand.answer("Good morning.")
    await expect(page.locator("#typing")).to_be_hidden()


async def test_a_message_that_was_not_sent_is_kept_and_sent_once(
    browser: Browser, address: str, stand: ChatStand
) -> None:
    page = await browser.new_page()
    await page.goto(address)
    await page.get_by_role("button", name="Start the chat").click()
    stand.broken = True
    await write(page, "hello")
    await expect(page.locator(".pending.lost")).to_contain_text("Not sent.")
    await expect(page.get_by_role("alert")).to_contain_text("could not take your message")
    stand.broken = False
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".pending.arrived")).to_have_count(1)
    await expect(page.get_by_role("alert")).to_be_hidden()
    assert [message.text for message in stand.received] == ["hello"]


async def test_a_chat_that_closed_shows_nothing_any_more(page: Page, stand: ChatStand, clock: FakeClock) -> None:
    await write(page, "my private words")
    await expect(page.locator(".pending.arrived")).to_be_visible()
    await stand.answer("An answer.")
    await expect(page.get_by_text("An answer.")).to_be_visible()
    clock.advance(timedelta(hours=3))
    await expect(page.get_by_role("button", name="Continue my chat")).to_be_visible()
    await expect(page.get_by_text("my private words")).to_have_count(0)


async def test_it_works_without_scripts_and_in_spanish(browser: Browser, address: str, stand: ChatStand) -> None:
    context = await browser.new_context(java_script_enabled=False, locale="es-US")
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_role("button", name="Empezar el chat").click()
    await page.get_by_label("Su mensaje").fill("¿Cuál es su horario?")
    await page.get_by_role("button", name="Enviar").click()
    await expect(page.get_by_label("Su mensaje")).to_have_value("")
    await stand.answer("De 8:00 a 18:00.", "Reservar")
    await page.get_by_role("button", name="Ver si hay mensajes nuevos").click()
    await page.get_by_role("button", name="Reservar").click()
    await expect(page.get_by_text("De 8:00 a 18:00.")).to_be_visible()
    assert [message.text for message in stand.received] == ["¿Cuál es su horario?", "Reservar"]
