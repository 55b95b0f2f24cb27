"""The system's Chromium, driven by playwright. Nothing is downloaded."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from bot.clinic import Clinic
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.texts.catalog import Texts
from tests.fakes.chat import ChatStand, make_chat_stand
from tests.fakes.clock import FakeClock
from tests.fakes.secure_pages import make_stand

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]

type OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture
def stand(database: Database, clinic: Clinic, texts: Texts, clock: FakeClock, entropy: Entropy) -> ChatStand:
    chat = make_chat_stand(make_stand(database, clinic, texts, clock, entropy), entropy)
    chat.look_every = 0.2
    return chat


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if not CHROMIUM.exists() or not os.access(CHROMIUM, os.X_OK):
        pytest.skip("needs Chromium at /usr/bin/chromium")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        await chromium.close()


@pytest.fixture
async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
    """`await open_page(url, width=390)`. A page that breaks its content policy or throws fails the test at its end."""
    faults: list[str] = []

    async def open_at(url: str, width: int = 1200, height: int = 800) -> Page:
        page = await browser.new_page(viewport={"width": width, "height": height})
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        await page.goto(url)
        return page

    yield open_at
    assert faults == []
