"""The passphrase as a patient uses it: chosen on a phone, entered on another device, in the system's Chromium."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, expect

from bot.messages.effects import Language
from bot.messages.reply import LinkPurpose
from bot.transcripts.transcripts import Author
from tests.fakes.chat import ChatStand

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
PASSPHRASE = "lantern otter quilt"


@pytest.fixture
async def address(stand: ChatStand) -> AsyncIterator[str]:
    server = TestServer(stand.app())
    await server.start_server()
    yield str(server.make_url("/")).rstrip("/")
    await server.close()


async def arrive(browser: Browser, stand: ChatStand, address: str, network_chat: str, *, scripts: bool = True) -> Page:
    """A device of its own, through a fresh link."""
    stand.pages.clock.advance(timedelta(seconds=1))
    context = await browser.new_context(viewport=PHONE, java_script_enabled=scripts)  # type: ignore[arg-type] # a plain mapping
    page = await context.new_page()
    link = await stand.pages.link(network_chat, purpose=LinkPurpose.SECURE_CHAT)
    await page.goto(address + link)
    await page.get_by_role("button", name="Continue").click()
    return page


async def test_a_second_device_shows_the_earlier_chat_after_the_passphrase(
    browser: Browser, stand: ChatStand, address: str
) -> None:
    network_chat = await stand.pages.conversation()
    first = await arrive(browser, stand, address, network_chat)
    await first.get_by_label("Your message").fill("my left knee hurts")
    await first.get_by_role("button", name="Send", exact=True).click()
    await expect(first.locator(".pending.arrived")).to_be_visible()
    chat = await stand.keep(stand.received[-1])
    await stand.answer("Since when?", author=Author.STAFF, conversation_id=chat)
    await first.get_by_text("Coming back later? Choose a passphrase").click()
    await first.get_by_label("New passphrase").fill(PASSPHRASE)
    await first.get_by_role("button", name="Save passphrase").click()
    await expect(first.get_by_text("A passphrase is saved.")).to_be_attached()

    second = await arrive(browser, stand, address, network_chat)
    await expect(second.get_by_label("Your message")).to_be_visible()
    await expect(second.get_by_text("my left knee hurts")).to_have_count(0)
    await second.get_by_text("Have you been here before?").click()
    await second.get_by_label("Passphrase", exact=True).fill("lantern otter guess")
    await second.get_by_role("button", name="Show my earlier chats").click()
    await expect(second.get_by_role("alert")).to_contain_text("That opened nothing.")
    await second.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    await second.get_by_role("button", name="Show my earlier chats").click()
    await expect(second.locator(".earlier .words")).to_have_text(["my left knee hurts", "Since when?"])
    await expect(second).to_have_url(f"{address}/chat")

    await second.get_by_label("Your message").fill("it is better now")
    await second.get_by_role("button", name="Send", exact=True).click()
    await expect(second.locator("#bubbles .words")).to_have_text(["it is better now"])
    assert await second.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


async def test_it_works_without_scripts_and_in_spanish(browser: Browser, stand: ChatStand, address: str) -> None:
    network_chat = await stand.pages.conversation(language=Language.SPANISH)
    first = await arrive(browser, stand, address, network_chat, scripts=False)
    await first.get_by_label("Su mensaje").fill("me duele la rodilla")
    await first.get_by_role("button", name="Enviar").click()
    await stand.keep(stand.received[-1])
    await first.get_by_text("¿Va a volver? Elija una frase de acceso").click()
    await first.get_by_label("Nueva frase de acceso").fill("corta")
    await first.get_by_role("button", name="Guardar la frase").click()
    await expect(first.get_by_role("alert")).to_contain_text("al menos 12 caracteres")
    await first.get_by_label("Nueva frase de acceso").fill(PASSPHRASE)
    await first.get_by_role("button", name="Guardar la frase").click()
    second = await arrive(browser, stand, address, network_chat, scripts=False)
    await second.get_by_text("¿Ya estuvo aquí?").click()
    await second.get_by_label("Frase de acceso").fill(PASSPHRASE)
    await second.get_by_role("button", name="Mostrar mis chats anteriores").click()
    await expect(second.locator(".earlier .words")).to_have_text(["me duele la rodilla"])
