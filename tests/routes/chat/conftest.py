"""A chat over a real database, and browsers that have one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from bot.clinic import Clinic
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.texts.catalog import Texts
from tests.fakes.chat import ChatStand, make_chat_stand
from tests.fakes.clock import FakeClock
from tests.fakes.secure_pages import Browser, make_browser, make_stand

MESSAGE_ID = "0123456789abcdef"

type OpenBrowser = Callable[[], Awaitable[Browser]]


@pytest.fixture
def stand(database: Database, clinic: Clinic, texts: Texts, clock: FakeClock, entropy: Entropy) -> ChatStand:
    return make_chat_stand(make_stand(database, clinic, texts, clock, entropy), entropy)


@pytest.fixture
async def open_browser(stand: ChatStand) -> AsyncIterator[OpenBrowser]:
    opened: list[Browser] = []

    async def open_one() -> Browser:
        opened.append(await make_browser(stand.app()))
        return opened[-1]

    yield open_one
    for browser in opened:
        await browser.client.close()


@pytest.fixture
async def browser(open_browser: OpenBrowser) -> Browser:
    """One with an empty chat."""
    started = await open_browser()
    await started.send("/chat/start", action="new")
    return started


async def csrf_of(browser: Browser) -> str:
    return (await browser.read("/chat")).value("csrf")


async def write(browser: Browser, text: str, message_id: str = MESSAGE_ID, **fields: str) -> int:
    """Sends a message as the form does; the status of the answer."""
    csrf = await csrf_of(browser)
    return (await browser.send("/chat/messages", csrf=csrf, id=message_id, text=text, **fields)).status
